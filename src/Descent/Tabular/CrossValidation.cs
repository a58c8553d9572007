using Descent.Evaluation;

namespace Descent.Tabular;

/// <summary>
/// How good the same training is on rows that it has not seen: the rows are divided into folds, and each fold is predicted by
/// a model that learned from the others, its preprocessing included. Stone 1974.
/// </summary>
public sealed record CrossValidation
{
    internal CrossValidation(IReadOnlyList<MetricSet> folds, PooledPredictions pooled, Baseline constant, Baseline? linear)
    {
        Folds = folds;
        Predictions = pooled;
        Constant = constant;
        Linear = linear;
        Spreads = [.. folds[0].Metrics.Select(metric => MetricSpread.Of(metric, folds)).OfType<MetricSpread>()];
    }

    /// <summary>The metrics of each fold.</summary>
    public IReadOnlyList<MetricSet> Folds { get; }

    /// <summary>Mean and spread of each metric over the folds.</summary>
    public IReadOnlyList<MetricSpread> Spreads { get; }

    /// <summary>The metrics of all rows, each predicted by the model that had not seen it.</summary>
    public MetricSet Pooled => Predictions.Metrics;

    /// <summary>The most frequent class or the mean of the other folds, on the same rows.</summary>
    public Baseline Constant { get; }

    /// <summary>A linear model of the other folds, on the same rows; <see langword="null"/>: none was trained.</summary>
    public Baseline? Linear { get; }

    /// <summary>
    /// How much worse the models get without each column, each on the rows of its fold; <see langword="null"/>: not asked for, measured on
    /// test rows (<see cref="TableTrainingResult.Importance"/>), or a fold has one row only, which cannot be shuffled.
    /// </summary>
    public PermutationImportance? Importance { get; internal init; }

    /// <summary>What was predicted of which rows.</summary>
    internal PooledPredictions Predictions { get; }
}

/// <summary>A metric over the folds of a cross-validation.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Mean">The mean over the folds in which it is defined.</param>
/// <param name="StandardDeviation">√(Σ (mᵢ − m̄)² / (k − 1)) over the folds; 0 for one fold.</param>
public sealed record MetricSpread(Metric Metric, double Mean, double StandardDeviation)
{
    /// <summary>The spread over some folds; null where the metric is defined in none.</summary>
    internal static MetricSpread? Of(Metric metric, IReadOnlyList<MetricSet> folds)
    {
        double[] values = [.. folds.Select(fold => fold[metric]).OfType<double>()];
        if (values.Length == 0)
            return null;
        double mean = values.Average();
        double deviation = values.Length > 1 ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)) : 0;
        return new MetricSpread(metric, mean, deviation);
    }
}
