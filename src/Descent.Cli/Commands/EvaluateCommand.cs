using System.CommandLine;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Descent.Cli.Calls;
using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Cli.Reports;
using Descent.Cli.Sessions;
using Descent.Data;
using Descent.Formats;
using Descent.Models;
using Descent.Tabular;

namespace Descent.Cli.Commands;

/// <summary>Measures a model on labelled data.</summary>
internal sealed class EvaluateCommand : CliCommand
{
    private readonly Argument<string> _model;
    private readonly Argument<string> _data;
    private readonly Option<string?> _target = Text("--target", "COLUMN", "the column with the right answers (default as the model's target is called)");
    private readonly Option<string?> _split = Text("--split", "FILE", "a CSV of one column with train or test for each row of DATA: measures on the test rows only");
    private readonly Option<string?> _report = Text("--report", "FILE", "where a report is written: one HTML page with charts, to open in a browser");
    private readonly Option<bool> _json = Switch("--json", "the result as one JSON document");

    [SetsRequiredMembers]
    public EvaluateCommand(Terminal terminal)
        : base("evaluate", "measures a model on labelled data", terminal)
    {
        Usage = ["evaluate MODEL DATA [options]"];
        About = "Compares what a model predicts with what is right. Features are found by name; other columns are ignored.";
        Examples =
        [
            ("evaluate model.safetensors new.csv", "on data that the model has not seen"),
            ("evaluate model.safetensors data.csv --split split.csv --json", "on the test part of a split, for a script"),
        ];
        _model = AddArgument("MODEL", ModelSource.Help);
        _data = AddArgument("DATA", DataSource.Help);
        AddGroup("Options", _target, _split, _report, _json);
    }

    protected override int Run(ParseResult call)
    {
        string path = call.GetRequiredValue(_model), name = call.GetRequiredValue(_data);
        string? report = call.GetValue(_report);
        if (report is not null)
            ReportFile.Require(report, path, name, call.GetValue(_split));
        Model model = Model.Load(path);
        LabelledTable table = LabelledTable.Of(ModelSource.Read(model, name, call.GetValue(_target) ?? model.TargetName));
        Dataset all = model.ToDataset(table.Table);
        var rows = new TestRows(all, table.Numbers, name, "");
        int[] tableRows = [.. Enumerable.Range(0, all.Rows)];
        if (call.GetValue(_split) is { } split)
        {
            bool[] isTrain = table.Select(SplitFile.Read(split, table.AllRows));
            rows = new TestRows(all.Split(isTrain).Test, table.NumbersOf(isTrain, part: false), name, "test");
            tableRows = [.. tableRows.Where(row => !isTrain[row])];
        }

        var clock = Stopwatch.StartNew();
        MeasuredPart part = Measure(model, rows.Data);
        Comparison beside = Comparison.Of(model.EvaluateWithIntervals(rows.Data)) with { Constant = Baseline.ConstantOf(model, rows.Data) };
        TimeSpan elapsed = clock.Elapsed;
        string[] warnings = [.. table.Notes, .. model.Pipeline?.Oddities(table.Table) ?? [], .. model.Pipeline?.Drift(table.Table).Select(drift => drift.ToString()) ?? [], .. Warnings(model, all, rows)];
        foreach (string warning in warnings)
            Terminal.Warn(warning);
        Predicted? predicted = report is null ? null : Predicted.Of(model, rows, part.Metrics);
        if (predicted is not null)
        {
            ReportFile.Write(report!, ReportContent.Of(model, predicted, beside, table.Table, tableRows, warnings, CallText.Of(call)));
            Terminal.Note($"the report is in {report}");
        }

        if (call.GetValue(_json))
        {
            new ResultJson { Model = model, Parts = [part], Intervals = beside.Intervals, Baselines = [("constant", beside.Constant)], Elapsed = elapsed, Path = path, Warnings = warnings }
                .WriteTo(Terminal.OutStream);
            return ExitCode.Done;
        }

        Paragraph.Write(Terminal.Out, Terminal.Ink, "Model", $"{path}: {NetworkText.Of(model.Ensemble)}");
        new MetricsReport(Terminal.Out, Terminal.Ink).Write(model, predicted ?? Predicted.Of(model, rows, part.Metrics), [part], beside);
        return ExitCode.Done;
    }

    private static MeasuredPart Measure(Model model, Dataset rows)
    {
        try
        {
            return new MeasuredPart(MeasuredPart.Test, model.Evaluate(rows));
        }
        catch (ArgumentException error)
        {
            throw new WorkFailedException($"the model cannot be measured on these rows: {ErrorText.Of(error)}", error);
        }
    }

    private static IEnumerable<string> Warnings(Model model, Dataset all, TestRows rows)
    {
        if (rows.Data.Rows == all.Rows && model.Training is { } training && DataFingerprint.Of(all) == training.DataSha256)
        {
            yield return $"the model was trained on {NumberText.Whole(training.TrainRows + training.ValidationRows)} of these {NumberText.Count(all.Rows, "row")}, "
                + "which flatters it; measure on rows that it has not seen";
        }
    }
}
