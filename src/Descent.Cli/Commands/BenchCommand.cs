using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Descent.Cli.Bench;
using Descent.Cli.Calls;
using Descent.Cli.Output;
using Descent.Cli.Sessions;

namespace Descent.Cli.Commands;

/// <summary>Measures the speed of training and prediction on this machine.</summary>
internal sealed class BenchCommand : CliCommand
{
    private readonly Option<int?> _threads = NumberOption.Whole("--threads", "threads (default all processors)", least: 1, most: 1024);
    private readonly Option<bool> _json = Switch("--json", "the result as one JSON document");

    [SetsRequiredMembers]
    public BenchCommand(Terminal terminal)
        : base("bench", "measures the speed of this machine on the standard workloads", terminal)
    {
        Usage = ["bench [options]"];
        About = "Trains six networks on synthetic data, whole epochs in random order, and predicts with two of them. A figure is the median of several "
            + "runs after a warm-up; beside it stands the share of the peak of fused multiply-adds, which is measured first.";
        Examples =
        [
            ("bench", "all processors"),
            ("bench --threads 1 --json", "one thread, for a script"),
        ];
        AddGroup("Options", _threads, _json);
    }

    protected override int Run(ParseResult call)
    {
        using var interruption = new Interruption();
        BenchReport report = BenchRun.Execute(
            call.GetValue(_threads) ?? Environment.ProcessorCount, interruption.Token, new Notes(Terminal));
        if (call.GetValue(_json))
            JsonText.Write(Terminal.OutStream, report.WriteJson);
        else
            BenchText.Write(report, Terminal.Out);
        return ExitCode.Done;
    }

    private sealed class Notes(Terminal terminal) : IProgress<string>
    {
        public void Report(string value) => terminal.Note($"measuring {value}");
    }
}
