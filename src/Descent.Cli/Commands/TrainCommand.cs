using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Descent.Cli.Calls;
using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Cli.Progress;
using Descent.Cli.Reports;
using Descent.Cli.Sessions;
using Descent.Data;
using Descent.Models;
using Descent.Tabular;

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
    private readonly Option<string?> _group = Text("--group", "COLUMN", "rows with equal cells here are never on both sides of a split; no feature");
    private readonly Option<string?> _time = Text("--time", "COLUMN", "learns from the earlier rows and measures on the later ones");
    private readonly Option<int?> _folds = NumberOption.Whole("--cv", "folds of a cross-validation: the training, preprocessing included, is repeated on all folds but one and measured on that one", least: 2);
    private readonly Option<ClassWeighting?> _classWeights = ClassWeightsOption.Create();
    private readonly Option<string?> _weight = Text("--weight", "COLUMN", "how much each row counts, a number of 0 or more; no feature");
    private readonly Option<bool> _importance = Switch("--importance", "how much worse the model gets without each column, on the rows that it is measured on; with --cv on each fold");
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
        AddGroup("Data", _target, _task, _split, _test, _group, _time, _folds, _table.Columns, _table.Drop, _table.Categorical, _table.Numeric, _table.Missing, _options.Scaling, _classWeights, _weight);
        AddGroup(
            "Network",
            _options.Preset, _options.Members, _options.Submodels, _options.Bins, _options.Frequencies, _options.FrequencyScale, _options.LearnScales, _options.Hidden, _options.Activation,
            _options.Dropout, _options.DropoutSchedule, _options.Initializer);
        AddGroup(
            "Training",
            _options.Loss, _options.LabelSmoothing, _options.TargetTransform, _options.Optimizer, _options.LearningRate, _options.Momentum, _options.Nesterov, _options.WeightDecay, _options.WeightDecaySchedule, _options.Schedule,
            _options.BatchSize, _options.Epochs, _options.Accumulate, _options.Validation, _options.Patience, _options.Seed, _threads);
        AddGroup("Checkpoints", _checkpoints.Folder, _checkpoints.EveryEpochs, _checkpoints.Minutes, _checkpoints.Resume);
        AddGroup("Output", _out, _report, _importance, _json, _quiet);
    }

    protected override int Run(ParseResult call)
    {
        TableTrainerOptions options = _options.Read(call);
        CheckpointFolder? checkpoints = _checkpoints.Read(call);
        TableSplit? split = Split(call);
        using var interruption = new Interruption();
        string name = call.GetRequiredValue(_data);
        TableSettings table = _table.Read(call);
        TrainingInput input = TrainingInput.Read(name, call.GetValue(_target), table, call.GetValue(_split), call.GetValue(_test));
        TableTraining training = Prepare(input, options with
        {
            Task = Task(call),
            Columns = table.Pipeline,
            Split = split ?? input.Split ?? TableSplit.Default,
            Folds = call.GetValue(_folds),
            ClassWeights = call.GetValue(_classWeights),
            WeightColumn = call.GetValue(_weight),
            MeasureImportance = call.GetValue(_importance) || call.GetValue(_report) is not null,
            Threads = call.GetValue(_threads),
            Checkpoints = checkpoints,
        });
        if (call.GetValue(_importance) && training is { Tables.Test: null, Folds: { CanMeasureImportance: false, Count: var folds } })
            throw new UsageException($"--importance shuffles a column among the rows of a fold, and with --cv {folds} some have one row only; give a smaller number");
        string path = call.GetValue(_out) ?? DefaultPath;
        OutputFile.Require(path, name, call.GetValue(_split), call.GetValue(_test));
        string? report = call.GetValue(_report);
        if (report is not null)
            ReportFile.Require(report, path, name, call.GetValue(_split), call.GetValue(_test));

        bool isJson = call.GetValue(_json), isQuiet = call.GetValue(_quiet);
        Introduce(input, training, isJson, isQuiet);
        foreach (string warning in training.Warnings)
            Terminal.Warn(warning);
        interruption.Guard();
        TableTrainingResult result = Run(training, TrainingDisplay.For(Terminal, isQuiet), interruption.Token);
        result.Model.Save(path);
        if (result.IsInterrupted)
        {
            int code = Interrupted(training, result, path, checkpoints);
            if (report is not null)
                ReportInterrupted(input, training, result, report, CallText.Of(call));
            return code;
        }

        if (report is not null)
            ReportFile.Write(report, ReportContent.Of(input, training, result, CallText.Of(call)));
        if (isJson)
            ResultJson.Of(result, path).WriteTo(Terminal.OutStream);
        else
            Report(input, training, result, path);
        if (report is not null && !isQuiet)
            Terminal.Note($"the report is in {report}");
        return ExitCode.Done;
    }

    // Before anything is read: two options that say the same are a mistake whatever the files hold.
    private TableSplit? Split(ParseResult call)
    {
        Option<string?>[] rules = [_split, _test, _time, _group];
        Option<string?>[] given = [.. rules.Where(option => call.GetValue(option) is not null)];
        if (given.Length > 1 && !given.SequenceEqual([_test, _group]))
            throw new UsageException($"{given[0].Name} and {given[1].Name} both say how rows are divided; give one of them");
        return call.GetValue(_group) is { } group ? TableSplit.Grouped(group)
            : call.GetValue(_time) is { } time ? TableSplit.InTime(time)
            : null;
    }

    private static TableTraining Prepare(TrainingInput input, TableTrainerOptions options)
    {
        try
        {
            return new TableTrainer(options).Prepare(input.Table, input.Test);
        }
        catch (ArgumentException error)
        {
            throw new UsageException(ErrorText.Of(error), error);
        }
    }

    private static TableTrainingResult Run(TableTraining training, TrainingDisplay display, CancellationToken cancellationToken)
    {
        try
        {
            return training.Run(display, cancellationToken);
        }
        catch (InvalidOperationException error)
        {
            throw new WorkFailedException(ErrorText.Of(error), error);
        }
    }

    // A person at a terminal reads the plan while the training runs. Where the result goes elsewhere, the plan comes with
    // it in the end; a JSON document has no place for it.
    private void Introduce(TrainingInput input, TableTraining training, bool isJson, bool isQuiet)
    {
        if (!isJson && Terminal.OutputIsTerminal)
        {
            PlanReport.Write(Terminal.Out, Terminal.Ink, input, training);
            Terminal.Flush();
        }
        else if (isJson && !isQuiet)
        {
            PlanReport.Write(Terminal.Error, Terminal.ErrorInk, input, training);
        }
    }

    private void Report(TrainingInput input, TableTraining training, TableTrainingResult result, string path)
    {
        if (!Terminal.OutputIsTerminal)
            PlanReport.Write(Terminal.Out, Terminal.Ink, input, training);
        new TrainReport(Terminal.Out, Terminal.Ink).Write(input, training, result, path);
    }

    private int Interrupted(TableTraining training, TableTrainingResult result, string path, CheckpointFolder? checkpoints)
    {
        string howToGoOn = checkpoints is null ? "" : $"; --checkpoint {checkpoints.Path} --resume goes on";
        Terminal.Note($"interrupted {InterruptedTraining.Describe(training.Plan, result)} is in {path}{howToGoOn}");
        return ExitCode.Interrupted;
    }

    // The model is safe by now; whoever does not want to wait for this interrupts again.
    private void ReportInterrupted(TrainingInput input, TableTraining training, TableTrainingResult result, string report, string call)
    {
        if (InterruptedTraining.Measured(training, result) is { } measured)
        {
            ReportFile.Write(report, ReportContent.Of(input, training, measured, call));
            Terminal.Note($"the report of it is in {report}");
        }
        else
        {
            Terminal.Note("no report was written: the rows that it is measured on are those of the folds, and those were not done");
        }
    }

    private TaskKind? Task(ParseResult call) => call.GetValue(_task) switch
    {
        "classification" => TaskKind.Classification,
        "regression" => TaskKind.Regression,
        _ => null,
    };
}
