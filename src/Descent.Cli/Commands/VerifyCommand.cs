using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Descent.Cli.Calls;
using Descent.Cli.Output;
using Descent.Cli.Sessions;
using Descent.Cli.Verification;

namespace Descent.Cli.Commands;

/// <summary>Makes the published trainings again and compares their bits.</summary>
internal sealed class VerifyCommand : CliCommand
{
    private readonly Option<int?> _threads = NumberOption.Whole("--threads", "threads (default 1, 2, 3, 8 and all processors, one after the other)", least: 1, most: 1024);
    private readonly Option<bool> _json = Switch("--json", "the result as one JSON document");

    [SetsRequiredMembers]
    public VerifyCommand(Terminal terminal)
        : base("verify", "checks that this machine trains the same bits as every other", terminal)
    {
        Usage = ["verify [options]"];
        About = "Trains short runs on the embedded sets, which takes seconds, and compares the hashes of their parameters with those published in "
            + "docs/reproducibility.md. Returns 1 if one is different.";
        Examples =
        [
            ("verify", "several numbers of threads"),
            ("verify --threads 8 --json", "for a script"),
        ];
        AddGroup("Options", _threads, _json);
    }

    protected override int Run(ParseResult call)
    {
        using var interruption = new Interruption();
        int[] threads = call.GetValue(_threads) is { } asked ? [asked] : [.. new[] { 1, 2, 3, 8, Environment.ProcessorCount }.Distinct().Order()];
        VerificationReport result = VerificationReport.Run(PinnedTrainings.All, threads, interruption.Token);
        if (call.GetValue(_json))
            JsonText.Write(Terminal.OutStream, result.WriteJson);
        else
            result.WriteText(Terminal.Out, Terminal.Ink);
        if (result.Differences == 0)
            return ExitCode.Done;
        Terminal.Flush();
        throw new WorkFailedException(
            $"{result.Differences} of {result.Results.Count} trainings have other bits than published; please report it with the lines above");
    }
}
