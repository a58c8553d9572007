using Descent.Evaluation;
using Descent.Tabular;

namespace Descent.Cli.Reports;

/// <summary>What a result is compared with.</summary>
/// <param name="Intervals">How far metrics may be off, by the metric.</param>
/// <param name="Resamples">How many resamples the intervals are of; 0: there are none.</param>
/// <param name="Folds">The cross-validation; null: none.</param>
/// <param name="Constant">What always says the same; null: nothing.</param>
/// <param name="Linear">A linear model; null: none.</param>
internal sealed record Comparison(IReadOnlyDictionary<Metric, Interval> Intervals, int Resamples, CrossValidation? Folds, Baseline? Constant, Baseline? Linear)
{
    /// <summary>What stands beside the result of a training, on the same rows.</summary>
    public static Comparison Of(TableTrainingResult result) => Of(result.TestIntervals) with
    {
        Folds = result.CrossValidation,
        Constant = result.Constant ?? result.CrossValidation?.Constant,
        Linear = result.Linear ?? result.CrossValidation?.Linear,
    };

    /// <summary>What stands beside the result of a measurement.</summary>
    public static Comparison Of(BootstrapIntervals? intervals) => new(IntervalsOf(intervals), intervals?.Resamples ?? 0, null, null, null);

    /// <summary>Whether metrics are better than those of something that learned little: a classification in the share that is right or in the log loss.</summary>
    public static bool IsBetter(MetricSet own, MetricSet other) => own is RegressionMetrics numbers
        ? numbers.Rmse < ((RegressionMetrics)other).Rmse
        : (own[Metric.Accuracy] is { } right && right > other[Metric.Accuracy]) || (own[Metric.LogLoss] is { } loss && loss < other[Metric.LogLoss]);

    // A metric that has an interval itself keeps it: it holds for few rows too. That of the calibration error is left out, since
    // resampled rows are always calibrated worse.
    private static Dictionary<Metric, Interval> IntervalsOf(BootstrapIntervals? intervals)
    {
        var byMetric = new Dictionary<Metric, Interval>();
        foreach (MetricValue value in intervals?.Values ?? [])
        {
            Interval? own = intervals!.Measured.Values.First(measured => measured.Metric == value.Metric).Interval;
            if ((own ?? value.Interval) is { } interval && value.Metric != Metric.ExpectedCalibrationError)
                byMetric.Add(value.Metric, interval);
        }

        return byMetric;
    }
}
