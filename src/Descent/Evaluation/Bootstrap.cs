namespace Descent.Evaluation;

/// <summary>
/// 95 % intervals of every metric by the percentile bootstrap: the metric of as many rows, drawn from these with replacement, again and
/// again; the interval is between the 2.5 and the 97.5 percent points of what comes out. Efron and Tibshirani 1993,
/// <em>An Introduction to the Bootstrap</em>, chapter 13.
/// </summary>
/// <remarks>
/// <para>It says how far the metric may be from its value on endless rows of the same kind, for this model: that another training would give
/// another model is not in it. It holds for independent rows that are not few; where a metric has an interval of its own
/// (<see cref="ClassificationMetrics.AccuracyInterval"/>), that one is better with some dozens of rows: of rows that are all right,
/// every draw is all right. The expected calibration error, which chance alone raises, is raised once more by drawing, so that its interval
/// lies too high.</para>
/// <para>A resample is nothing but how often each row was drawn. Sorting and what does not depend on it are done once, so one resample of n
/// rows and K classes takes O(nK).</para>
/// </remarks>
public static class Bootstrap
{
    /// <summary>The number of resamples where the work allows them.</summary>
    public const int DefaultResamples = 1000;

    /// <summary>The number of resamples that are made however long they take.</summary>
    public const int FewestResamples = 100;

    // So many visits of rows take about a second.
    private const double MostVisits = 4e8;

    // How many times the others visit a row, in the time that the area under one curve does.
    private const int OtherVisits = 6;

    /// <summary>The intervals of <see cref="ClassificationMetrics.Compute"/>.</summary>
    /// <param name="probabilities">[rows, classes], each from 0 to 1, each row summing to 1 within 0.001.</param>
    /// <param name="classes">K, at least 2.</param>
    /// <param name="labels">[rows], the actual class of each row, from 0 to K − 1; at least one row.</param>
    /// <param name="resamples">How many; left out: 1,000, fewer where they would take longer than about a second, but at least 100.</param>
    /// <param name="seed">Any number: the same seed draws the same rows.</param>
    /// <exception cref="ArgumentException">As <see cref="ClassificationMetrics.Compute"/>, or there are fewer than 100 resamples.</exception>
    public static BootstrapIntervals OfProbabilities(
        ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels, int? resamples = null, int seed = 0)
    {
        var measured = ClassificationMetrics.Compute(probabilities, classes, labels);
        return Run(
            measured,
            [
                new ResampledConfusion(probabilities, classes, labels),
                new ResampledScores(probabilities, classes, labels),
                classes == 2 ? ResampledAreas.OfSecond(probabilities, labels) : ResampledAreas.OneAgainstRest(probabilities, classes, labels),
                new ResampledCalibration(probabilities, classes, labels),
            ],
            classes == 2 ? 1 : classes, resamples, seed);
    }

    /// <summary>The intervals of <see cref="ClassificationMetrics.ComputeFromScores"/>.</summary>
    /// <param name="scores">[rows, classes], finite, larger for the likelier class.</param>
    /// <param name="classes">K, at least 2.</param>
    /// <param name="labels">[rows], the actual class of each row, from 0 to K − 1; at least one row.</param>
    /// <param name="resamples">How many; left out: 1,000, fewer where they would take longer than about a second, but at least 100.</param>
    /// <param name="seed">Any number: the same seed draws the same rows.</param>
    /// <exception cref="ArgumentException">As <see cref="ClassificationMetrics.ComputeFromScores"/>, or there are fewer than 100 resamples.</exception>
    public static BootstrapIntervals OfScores(
        ReadOnlySpan<float> scores, int classes, ReadOnlySpan<int> labels, int? resamples = null, int seed = 0)
    {
        var measured = ClassificationMetrics.ComputeFromScores(scores, classes, labels);
        return Run(
            measured,
            [
                new ResampledConfusion(scores, classes, labels),
                classes == 2 ? ResampledAreas.OfMargins(scores, labels) : ResampledAreas.OneAgainstRest(scores, classes, labels),
            ],
            classes == 2 ? 1 : classes, resamples, seed);
    }

    /// <summary>The intervals of <see cref="RegressionMetrics.Compute"/>.</summary>
    /// <param name="predictions">[rows, outputs], finite.</param>
    /// <param name="targets">[rows, outputs], finite; at least one row.</param>
    /// <param name="outputs">K, at least 1.</param>
    /// <param name="resamples">How many; left out: 1,000, fewer where they would take longer than about a second, but at least 100.</param>
    /// <param name="seed">Any number: the same seed draws the same rows.</param>
    /// <exception cref="ArgumentException">As <see cref="RegressionMetrics.Compute"/>, or there are fewer than 100 resamples.</exception>
    public static BootstrapIntervals OfNumbers(
        ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int outputs = 1, int? resamples = null, int seed = 0)
    {
        var measured = RegressionMetrics.Compute(predictions, targets, outputs);
        return Run(measured, [new ResampledErrors(predictions, targets, outputs)], outputs, resamples, seed);
    }

    private static BootstrapIntervals Run(MetricSet measured, IResampled[] parts, int width, int? resamples, int seed)
    {
        if (resamples < FewestResamples)
            throw new ArgumentOutOfRangeException(nameof(resamples), resamples, $"Expected at least {FewestResamples}: of fewer the 2.5 percent point is hardly known.");
        double affordable = MostVisits / ((double)measured.Rows * (width + OtherVisits));
        int count = resamples ?? (int)Math.Clamp(affordable, FewestResamples, DefaultResamples);
        return new BootstrapIntervals(measured, ResampledMetrics.Measure(measured.Rows, parts, count, seed), count);
    }
}
