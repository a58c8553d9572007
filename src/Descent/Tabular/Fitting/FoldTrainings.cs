using Descent.Data;
using Descent.Evaluation;
using Descent.Models;

namespace Descent.Tabular;

/// <summary>The trainings of a cross-validation: as the plan says, preprocessing included, on all folds but one.</summary>
internal sealed class FoldTrainings
{
    private readonly TableTrainerOptions _options;
    private readonly TrainingPlan _plan;
    private readonly TaskKind _task;
    private readonly Dataset _targets;
    private readonly IReadOnlyList<Fold> _folds;
    private readonly HeldBackRule _rule;
    private readonly bool _measureImportance;

    /// <exception cref="ArgumentException">The rows cannot be divided into so many folds.</exception>
    public FoldTrainings(TableTrainerOptions options, TrainingTables tables, TrainingPlan plan, int folds)
    {
        _options = options;
        _plan = plan;
        _task = tables.Task.Task;
        Rows = tables.Prepared.TrainRows;
        Table = tables.Prepared.Table.Select(Rows);
        _targets = tables.Prepared.Train;
        _folds = options.Split.Divide(Table, _targets, folds, options.Seed);
        _rule = tables.Prepared.Rule;
        _measureImportance = options.MeasureImportance && tables.Test is null && CanMeasureImportance;
        Numbers = [.. Rows.Select(row => tables.Known[row] + 1)];
    }

    /// <summary>How many there are.</summary>
    public int Count => _folds.Count;

    /// <summary>Whether each has rows enough to shuffle a column among them.</summary>
    public bool CanMeasureImportance => _folds.All(fold => fold.Test.Length > 1);

    /// <summary>The rows that are divided, as indices of the table.</summary>
    public int[] Rows { get; }

    /// <summary>The number of each in its source, from 1.</summary>
    public int[] Numbers { get; }

    /// <summary>The rows as they were read.</summary>
    public Table Table { get; }

    /// <summary>Trains and measures; null after an interruption.</summary>
    public CrossValidation? Run(TableProgress progress, TurnCounter turns, CancellationToken cancellationToken)
    {
        List<MetricSet> metrics = [];
        List<PermutationImportance> importances = [];
        var own = new FoldPredictions();
        var constant = new FoldPredictions();
        var linear = new FoldPredictions();
        bool areProbabilities = true, areLinearProbabilities = true;
        for (int fold = 0; fold < Count; fold++)
        {
            turns.Prefix = $"fold {fold + 1}/{Count}";
            int[] rows = [.. _folds[fold].Train.Span, .. _folds[fold].Test.Span];
            bool[] isTrain = [.. rows.Select((_, i) => i < _folds[fold].Train.Length)];
            PreparedTable prepared = PreparedTable.Of(Table.Select(rows), _task, isTrain, _options, _targets.Classes, _rule.Select(rows));
            Dataset held = prepared.Held!;
            var fit = new PlanFit(_plan, prepared.Train, prepared.Pipeline, prepared.Rule, _options.Threads);
            FittedPlan fitted = fit.Run(progress, turns, Checkpoints(fold), cancellationToken);
            if (fitted.IsInterrupted)
                return null;
            Model model = fitted.ToModel(prepared.Train, prepared.Pipeline);
            metrics.Add(model.Evaluate(held));
            areProbabilities = model.PredictsProbabilities;
            own.Add(_folds[fold].Test, model.Predict(held.Features.Span));
            if (_measureImportance && !cancellationToken.IsCancellationRequested)
                importances.Add(Importance(model, _folds[fold]));
            constant.Add(_folds[fold].Test, Baseline.Repeat(Baseline.MeansOf(prepared.Train), held.Rows));
            if (!_options.CompareWithLinear)
                continue;
            Model line = LinearModel.Fit(_options, prepared);
            areLinearProbabilities = line.PredictsProbabilities;
            linear.Add(_folds[fold].Test, line.Predict(held.Features.Span));
        }

        Dataset measured = _targets.Select(own.Rows);
        return new CrossValidation(
            metrics,
            own.Pool(areProbabilities, measured),
            new Baseline(_task == TaskKind.Regression ? "the mean" : "the most frequent class", constant.Pool(areProbabilities: true, measured).Metrics),
            _options.CompareWithLinear ? new Baseline(LinearModel.Name, linear.Pool(areLinearProbabilities, measured).Metrics) : null)
        {
            Importance = importances.Count == Count ? FoldImportance.Of(importances) : null,
        };
    }

    // All folds together cost no more than one model does.
    private PermutationImportance Importance(Model model, Fold fold) => PermutationImportance.Compute(
        model, Table.Select(fold.Test.Span), PermutationImportance.DefaultRepeats, PermutationImportance.DefaultRows, _options.Seed, PermutationImportance.MostMultiplications / Count);

    private CheckpointFolder? Checkpoints(int fold) => _options.Checkpoints is { } folder ? folder with { Path = Path.Combine(folder.Path, $"fold-{fold + 1}") } : null;

    /// <summary>Predictions of several models, each for other rows.</summary>
    private sealed class FoldPredictions
    {
        private readonly List<int> _rows = [];
        private readonly List<float> _predictions = [];

        public int[] Rows => [.. _rows];

        public void Add(ReadOnlyMemory<int> rows, float[] predictions)
        {
            _rows.AddRange(rows.Span);
            _predictions.AddRange(predictions);
        }

        public PooledPredictions Pool(bool areProbabilities, Dataset rows)
        {
            float[] predictions = [.. _predictions];
            return new PooledPredictions(Rows, rows, predictions, PooledPredictions.Measure(areProbabilities, predictions, rows));
        }
    }
}
