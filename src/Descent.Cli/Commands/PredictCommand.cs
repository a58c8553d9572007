using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Descent.Cli.Calls;
using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Data;
using Descent.Formats;
using Descent.Models;

namespace Descent.Cli.Commands;

/// <summary>Writes predictions for rows without a target.</summary>
internal sealed class PredictCommand : CliCommand
{
    private readonly Argument<string> _model;
    private readonly Argument<string> _data;
    private readonly Option<float?> _interval = NumberOption.Real(
        "--interval", "P", "how surely the actual value is to lie in an interval, or the actual class in a set, such as 0.9: adds the columns lower and upper, or set",
        share => share is > 0 and < 1, "a share above 0 and below 1, such as 0.9");
    private readonly Option<string?> _out = Text("--out", "FILE", "where the predictions are written, as CSV (default standard output)");

    [SetsRequiredMembers]
    public PredictCommand(Terminal terminal)
        : base("predict", "writes predictions for rows, as CSV", terminal)
    {
        Usage = ["predict MODEL DATA [options]"];
        About = "Writes a header and a line for each row: the prediction and, for classes, the probability of each. "
            + "Features are found by name; other columns, the target among them, are ignored.";
        Examples =
        [
            ("predict model.safetensors new.csv", "to the terminal or into a pipe"),
            ("predict model.safetensors new.csv --out predictions.csv", "into a file, which is replaced in one go"),
            ("predict model.safetensors new.csv --interval 0.9", "how far off it may be, nine times in ten"),
        ];
        _model = AddArgument("MODEL", ModelSource.Help);
        _data = AddArgument("DATA", DataSource.Help);
        AddGroup("Options", _interval, _out);
    }

    protected override int Run(ParseResult call)
    {
        string file = call.GetRequiredValue(_model), name = call.GetRequiredValue(_data);
        string? path = call.GetValue(_out);
        if (path is not null)
            OutputFile.Require(path, file, name);

        Model model = Model.Load(file);
        double? coverage = Coverage(call, model, file);
        Table table = ModelSource.Read(model, name);
        foreach (string oddity in model.Pipeline?.Oddities(table) ?? [])
            Terminal.Warn(oddity);
        foreach (ColumnDrift drift in model.Pipeline?.Drift(table) ?? [])
            Terminal.Warn(drift.ToString());
        float[] predictions = model.Predict(table);
        if (path is not null)
        {
            AtomicFile.WriteText(path, writer => Write(writer, model, predictions, coverage));
            Terminal.Note($"{NumberText.Count(table.Rows, "prediction")} written to {path}");
        }
        else
        {
            Write(Terminal.Out, model, predictions, coverage);
        }

        return ExitCode.Done;
    }

    /// <summary>What --interval asks for, where the model can promise it.</summary>
    private double? Coverage(ParseResult call, Model model, string file)
    {
        if (call.GetValue(_interval) is not { } share)
            return null;
        // 0.9, not the float next to it.
        double coverage = (double)(decimal)share;
        try
        {
            _ = model.ScoresFor(model.Task, coverage);
            return coverage;
        }
        catch (InvalidOperationException refusal)
        {
            throw new UsageException($"--interval: {file}: {refusal.Message}", refusal);
        }
    }

    private static void Write(TextWriter writer, Model model, float[] predictions, double? coverage)
    {
        PredictionCsv csv = model.Task == TaskKind.Classification
            ? PredictionCsv.ForClasses(writer, model.Classes, coverage is not null)
            : PredictionCsv.ForNumbers(writer, model.PredictionColumns, coverage is not null);
        if (coverage is not { } share)
            csv.Write(predictions);
        else if (model.Task == TaskKind.Classification)
            csv.Write(predictions, model.Sets(predictions, share));
        else
            csv.Write(model.Intervals(predictions, share));
    }
}
