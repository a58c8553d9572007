using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Training;

namespace Descent.Tabular;

/// <summary>A training on a table, decided and not yet run.</summary>
internal sealed class TableTraining
{
    private readonly TableTrainerOptions _options;
    private readonly PlanFit _fit;

    /// <summary>Prepares everything up to the first epoch.</summary>
    /// <exception cref="ArgumentException">The options contradict each other or do not suit the data.</exception>
    public TableTraining(TableTrainerOptions options, TrainingTables tables)
    {
        _options = options;
        Tables = tables;
        Plan = TrainingPlanner.Plan(options, tables.Train);
        _fit = new PlanFit(Plan, tables.Train, tables.Prepared.Pipeline, tables.Prepared.Rule, options.Threads);
        Folds = options.Folds is { } folds ? new FoldTrainings(options, tables, Plan, folds) : null;
    }

    public TrainingTables Tables { get; }

    public TrainingPlan Plan { get; }

    /// <summary>The first network.</summary>
    public Networks.Network Network => _fit.FirstNetwork;

    /// <summary>The same, with those that share its layers.</summary>
    public Networks.SharedEnsemble Networks => _fit.FirstNetworks;

    /// <summary>The rows that the first network learns from.</summary>
    public int TrainRows => _fit.FirstRows.Rows;

    /// <summary>The rows that it holds back.</summary>
    public int ValidationRows => _fit.ValidationRows;

    /// <summary>The folds of the cross-validation; null: none.</summary>
    public FoldTrainings? Folds { get; }

    /// <summary>What is odd about the data or the network, in words.</summary>
    public IReadOnlyList<string> Warnings => [.. Tables.Warnings, .. _fit.Warnings];

    /// <summary>Trains; what comes of an interruption is the best model so far, not measured.</summary>
    /// <exception cref="NonFiniteLossException">The training diverged.</exception>
    public TableTrainingResult Run(TableProgress progress, CancellationToken cancellationToken)
    {
        var turns = new TurnCounter(Plan.Members * (1 + (Folds?.Count ?? 0)));
        FittedPlan fitted = _fit.Run(progress, turns, _options.Checkpoints, cancellationToken);
        Model model = fitted.ToModel(Tables.Train, Tables.Prepared.Pipeline);
        CrossValidation? validated = fitted.IsInterrupted ? null : Folds?.Run(progress, turns, cancellationToken);
        Measurements measured = fitted.IsInterrupted || cancellationToken.IsCancellationRequested ? Measurements.None : Measure(model, fitted, cancellationToken);
        return new TableTrainingResult
        {
            Model = fitted.ToModel(Tables.Train, Tables.Prepared.Pipeline, Record(fitted, measured.Parts)),
            Networks = fitted.Results,
            Elapsed = fitted.Elapsed,
            Parts = measured.Parts,
            CrossValidation = validated,
            TestIntervals = measured.Intervals,
            Importance = measured.Importance,
            Constant = measured.Constant,
            Linear = measured.Linear,
            Findings = fitted.Findings,
            Warnings = [.. Warnings.Union(fitted.Results[0].Warnings)],
            Reasons = Plan.Reasons,
            IsInterrupted = measured.Parts.Count == 0,
        };
    }

    // Measuring cannot be stopped, but it need not be waited for: what was trained is kept without it.
    private Measurements Measure(Model model, FittedPlan fitted, CancellationToken cancellationToken)
    {
        var work = Task.Run(() => Measure(model, fitted), CancellationToken.None);
        try
        {
            return work.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return Measurements.None;
        }
    }

    private Measurements Measure(Model model, FittedPlan fitted)
    {
        List<MeasuredPart> parts = [Measured(MeasuredPart.Train, model, _fit.FirstRows)];
        if (fitted.HeldBack is { } heldBack)
            parts.Add(new MeasuredPart(MeasuredPart.Validation, heldBack.Metrics));
        if (Tables.Test?.Data is not { } test)
            return new Measurements { Parts = parts };
        parts.Add(Measured(MeasuredPart.Test, model, test));
        Model? linear = _options.CompareWithLinear ? LinearModel.Fit(_options, Tables.Prepared) : null;
        return new Measurements
        {
            Parts = parts,
            Intervals = model.EvaluateWithIntervals(test, seed: Plan.Seed),
            Importance = _options.MeasureImportance ? PermutationImportance.Compute(model, Tables.Test.Table, seed: Plan.Seed) : null,
            Constant = Baseline.Constant(Tables.Train, test),
            Linear = linear is null ? null : new Baseline(LinearModel.Name, Measured(MeasuredPart.Test, linear, test).Metrics),
        };
    }

    private static MeasuredPart Measured(string part, Model model, Dataset rows)
    {
        try
        {
            return new MeasuredPart(part, model.Evaluate(rows));
        }
        catch (ArgumentException error)
        {
            throw new InvalidOperationException($"the model cannot be measured on the {part} rows: {error.Message}", error);
        }
    }

    private TrainingRecord Record(FittedPlan fitted, IReadOnlyList<MeasuredPart> parts) => new()
    {
        Data = Path.GetFileName(Tables.Prepared.Table.Source),
        DataSha256 = DataFingerprint.Of(Tables.Prepared.All),
        TrainRows = TrainRows,
        ValidationRows = ValidationRows,
        TestRows = Tables.Test?.Data.Rows ?? 0,
        Loss = Plan.Loss.Name,
        Optimizer = OptimizerChoice.Describe(Plan),
        LearningRate = Plan.Optimizer.LearningRate,
        Schedule = Plan.Schedule.Name,
        DropoutSchedule = Plan.DropoutSchedule.Name,
        BatchSize = Plan.BatchSize,
        Accumulate = Plan.Accumulate,
        Epochs = Plan.Epochs,
        EpochsRun = fitted.Results[0].History.Count,
        BestEpoch = fitted.Results[0].BestEpoch,
        StopReason = fitted.IsInterrupted ? "interrupted" : fitted.Results[0].StopReason == StopReason.EarlyStopping ? "early stopping" : "completed",
        Seed = Plan.Seed,
        TargetMeans = Baseline.MeansOf(Tables.Train),
        Metrics = parts.ToDictionary(
            part => part.Part,
            part => (IReadOnlyDictionary<string, double>)part.Metrics.Values.ToDictionary(value => value.Metric.Name, value => value.Value)),
    };

    private sealed record Measurements
    {
        public static Measurements None { get; } = new() { Parts = [] };

        public required List<MeasuredPart> Parts { get; init; }

        public BootstrapIntervals? Intervals { get; init; }

        public PermutationImportance? Importance { get; init; }

        public Baseline? Constant { get; init; }

        public Baseline? Linear { get; init; }
    }
}
