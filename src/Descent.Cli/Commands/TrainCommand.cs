using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Descent.Cli.Calls;
using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Cli.Planning;
using Descent.Cli.Progress;
using Descent.Cli.Reports;
using Descent.Cli.Sessions;
using Descent.Data;
using Descent.Models;
using Descent.Training;

namespace Descent.Cli.Commands;

/// <summary>Trains a network on a table and writes the model.</summary>
internal sealed class TrainCommand : CliCommand
{
    private const string DefaultPath = "model.safetensors";

    private readonly TrainOptions _options = new();
    private readonly CheckpointCall _checkpoints = new();
    private readonly TableOptions _table = new();
    private readonly Argument<string> _data;
    private readonly Option<string?> _target = Text("--target", "COLUMN", "what is to be predicted (default the last column)");
    private readonly Option<string?> _task = NameOption.Word("--task", "TASK", "classification or regression (default by the target)", "classification", "regression");
    private readonly Option<string?> _split = Text("--split", "FILE", "a CSV of one column with train or test for each row of DATA: learns from the first, measures on the second");
    private readonly Option<string?> _test = Text("--test", "DATA", "other data to measure on; all of the first is learned from (default: a quarter of it is held back)");
    private readonly Option<string?> _out = Text("--out", "FILE", $"where the model is written (default {DefaultPath})");
    private readonly Option<string?> _report = Text("--report", "FILE", "where a report is written: one HTML page with charts, to open in a browser");
    private readonly Option<bool> _json = Switch("--json", "the result as one JSON document");
    private readonly Option<bool> _quiet = Switch("--quiet", "no progress");
    private readonly Option<int?> _threads = NumberOption.Whole("--threads", "threads (default all processors); the result does not depend on it", least: 1, most: 1024);

    [SetsRequiredMembers]
    public TrainCommand(Terminal terminal)
        : base("train", "trains a network on a table and writes the model", terminal)
    {
        Usage = ["train DATA [options]"];
        About = "Trains a multilayer perceptron, measures it on rows that it has not seen, and writes the model to a file. "
            + "What you leave out is chosen by the data; the result says what was chosen and why.";
        Examples =
        [
            ("train digits", "the handwritten digits that come with it"),
            ("train houses.csv --target price --out houses.safetensors", "a table of your own"),
            ("train churn.csv --target Churn --report report.html", "with a page that shows what came of it"),
            ("train iris --hidden 16 --optimizer sgd --momentum 0.9 --epochs 200", "settings of your own"),
            ("train data.csv --split split.csv --json --quiet", "for a script"),
        ];
        _data = AddArgument("DATA", DataSource.Help);
        AddGroup("Data", _target, _task, _split, _test, _table.Columns, _table.Drop, _table.Categorical, _table.Numeric, _table.Missing, _options.Scaling);
        AddGroup("Network", _options.Preset, _options.Members, _options.Bins, _options.Hidden, _options.Activation, _options.Dropout, _options.Initializer);
        AddGroup(
            "Training",
            _options.Loss, _options.Optimizer, _options.LearningRate, _options.Momentum, _options.Nesterov, _options.WeightDecay, _options.Schedule,
            _options.BatchSize, _options.Epochs, _options.Accumulate, _options.Validation, _options.Patience, _options.Seed, _threads);
        AddGroup("Checkpoints", _checkpoints.Folder, _checkpoints.EveryEpochs, _checkpoints.Minutes, _checkpoints.Resume);
        AddGroup("Output", _out, _report, _json, _quiet);
    }

    protected override int Run(ParseResult call)
    {
        TrainingSettings settings = _options.Read(call);
        CheckpointFolder? checkpoints = _checkpoints.Read(call);
        if (call.GetValue(_split) is not null && call.GetValue(_test) is not null)
            throw new UsageException("--split and --test both say which rows to measure on; give one of them");

        using var interruption = new Interruption();
        string name = call.GetRequiredValue(_data);
        TrainingData data = TrainingData.Read(name, call.GetValue(_target), Task(call), _table.Read(call), call.GetValue(_split), call.GetValue(_test), settings.Seed);
        var session = new TrainingSession(data, TrainingPlanner.Plan(settings, data.Train), call.GetValue(_threads));
        string path = call.GetValue(_out) ?? DefaultPath;
        OutputFile.Require(path, name, call.GetValue(_split), call.GetValue(_test));
        string? report = call.GetValue(_report);
        if (report is not null)
            ReportFile.Require(report, path, name, call.GetValue(_split), call.GetValue(_test));

        bool isJson = call.GetValue(_json), isQuiet = call.GetValue(_quiet);
        Introduce(data, session, isJson, isQuiet);
        foreach (string warning in session.Warnings)
            Terminal.Warn(warning);
        interruption.Guard();
        TrainingOutcome outcome = session.Run(TrainingDisplay.For(Terminal, isQuiet), checkpoints, interruption.Token);
        outcome.Model.Save(path);
        if (outcome.IsInterrupted)
            return Interrupted(outcome, path, checkpoints);

        if (report is not null)
            ReportFile.Write(report, ReportContent.Of(outcome, [.. session.Warnings.Union(outcome.Result.Warnings)], CallText.Of(call)));
        if (isJson)
            Json(outcome, session, path).WriteTo(Terminal.OutStream);
        else
            Report(outcome, session, path, name);
        if (report is not null && !isQuiet)
            Terminal.Note($"the report is in {report}");
        return ExitCode.Done;
    }

    // A person at a terminal reads the plan while the training runs. Where the result goes elsewhere, the plan comes with
    // it in the end; a JSON document has no place for it.
    private void Introduce(TrainingData data, TrainingSession session, bool isJson, bool isQuiet)
    {
        if (!isJson && Terminal.OutputIsTerminal)
        {
            PlanReport.Write(Terminal.Out, Terminal.Ink, data, session);
            Terminal.Flush();
        }
        else if (isJson && !isQuiet)
        {
            PlanReport.Write(Terminal.Error, Terminal.ErrorInk, data, session);
        }
    }

    private void Report(TrainingOutcome outcome, TrainingSession session, string path, string data)
    {
        if (!Terminal.OutputIsTerminal)
            PlanReport.Write(Terminal.Out, Terminal.Ink, outcome.Data, session);
        new TrainReport(Terminal.Out, Terminal.Ink).Write(outcome, path, data);
    }

    private int Interrupted(TrainingOutcome outcome, string path, CheckpointFolder? checkpoints)
    {
        int best = outcome.Result.BestEpoch;
        string which = outcome.Result.StopReason != StopReason.Cancelled ? "while the model was measured; it"
            : best == 0 ? "in its first epoch; the model as it then was"
            : outcome.Result.ValidationRows > 0 ? $"in epoch {outcome.Result.History.Count + 1} of {outcome.Plan.Epochs}; the best model so far, of epoch {best},"
            : $"in epoch {best + 1} of {outcome.Plan.Epochs}; the model so far";
        string howToGoOn = checkpoints is null ? "" : $"; --checkpoint {checkpoints.Path} --resume goes on";
        Terminal.Note($"interrupted {which} is in {path}{howToGoOn}");
        return ExitCode.Interrupted;
    }

    private static ResultJson Json(TrainingOutcome outcome, TrainingSession session, string path) => new()
    {
        Model = outcome.Model,
        Parts = outcome.Parts,
        Epochs = outcome.Result.History.Count,
        Elapsed = outcome.Result.Elapsed,
        Path = path,
        Warnings = [.. session.Warnings.Union(outcome.Result.Warnings)],
        Findings = outcome.Findings,
    };

    private TaskKind? Task(ParseResult call) => call.GetValue(_task) switch
    {
        "classification" => TaskKind.Classification,
        "regression" => TaskKind.Regression,
        _ => null,
    };
}
