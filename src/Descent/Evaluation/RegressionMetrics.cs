namespace Descent.Evaluation;

/// <summary>How well a network predicts numbers.</summary>
/// <remarks>All sums are in double precision in the order of the rows, so equal input gives equal bits.</remarks>
public sealed record RegressionMetrics : MetricSet
{
    private RegressionMetrics(int rows)
        : base(rows)
    {
    }

    /// <summary>√((1/nK) Σᵢ Σₖ (a(i, k) − t(i, k))²), in the unit of the targets: the root of the mean squared error over all rows and outputs.</summary>
    public double Rmse { get; private init; }

    /// <summary>
    /// The 95 % interval of <see cref="Rmse"/>; <see langword="null"/> for a single row, which says nothing about its own uncertainty.
    /// </summary>
    /// <remarks>
    /// With sᵢ the mean squared error of row i, s̄ = RMSE² has the standard error se = √(Σ(sᵢ − s̄)²/(n − 1)/n), and its root, by the delta
    /// method, se/(2 RMSE). The interval is RMSE ± 1.96 times that, cut off at 0. It holds for rows that are independent and not few.
    /// </remarks>
    public Interval? RmseInterval { get; private init; }

    /// <summary>(1/nK) Σᵢ Σₖ |a(i, k) − t(i, k)|, in the unit of the targets.</summary>
    public double Mae { get; private init; }

    /// <summary>
    /// 1 − Σᵢ (a(i, k) − t(i, k))² / Σᵢ (t(i, k) − t̄ₖ)², the share of the variance that is explained: 1 at best, 0 for predicting the mean
    /// of the given targets, below 0 for worse. Several outputs: the mean over those whose targets vary.
    /// <see langword="null"/> if none varies: there is nothing to explain.
    /// </summary>
    public double? R2 { get; private init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics => Metric.Regression;

    /// <summary>The metrics of predicted numbers.</summary>
    /// <param name="predictions">[rows, outputs], finite.</param>
    /// <param name="targets">[rows, outputs], finite; at least one row.</param>
    /// <param name="outputs">K, at least 1.</param>
    /// <exception cref="ArgumentException">There are no rows, a length does not fit, or a value is not finite.</exception>
    public static RegressionMetrics Compute(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int outputs = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        int rows = Guard.Rows(targets.Length, outputs, nameof(targets));
        Guard.Shape(predictions.Length, rows, outputs, nameof(predictions));
        Guard.Finite(predictions, outputs, nameof(predictions));
        Guard.Finite(targets, outputs, nameof(targets));

        double squares = 0;
        double absolutes = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double error = (double)predictions[i] - targets[i];
            squares += error * error;
            absolutes += Math.Abs(error);
        }

        double mse = squares / targets.Length;
        return new RegressionMetrics(rows)
        {
            Rmse = Math.Sqrt(mse),
            RmseInterval = rows > 1 ? IntervalOf(predictions, targets, outputs, mse) : null,
            Mae = absolutes / targets.Length,
            R2 = MeanR2(predictions, targets, outputs),
        };
    }

    private static Interval IntervalOf(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int outputs, double mse)
    {
        if (mse == 0)
            return new Interval(0, 0);

        int rows = targets.Length / outputs;
        double sum = 0;
        for (int start = 0; start < targets.Length; start += outputs)
        {
            double squares = 0;
            for (int k = 0; k < outputs; k++)
            {
                double error = (double)predictions[start + k] - targets[start + k];
                squares += error * error;
            }

            double deviation = (squares / outputs) - mse;
            sum += deviation * deviation;
        }

        double rmse = Math.Sqrt(mse);
        double standardError = Math.Sqrt(sum / (rows - 1) / rows) / (2 * rmse);
        double reach = Interval.NormalQuantile * standardError;
        return new Interval(rmse - reach, rmse + reach);
    }

    private static double? MeanR2(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int outputs)
    {
        double sum = 0;
        int terms = 0;
        for (int k = 0; k < outputs; k++)
        {
            if (R2Of(predictions, targets, outputs, k) is { } r2)
            {
                sum += r2;
                terms++;
            }
        }

        return terms > 0 ? sum / terms : null;
    }

    private static double? R2Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int outputs, int k)
    {
        double total = 0;
        bool varies = false;
        for (int i = k; i < targets.Length; i += outputs)
        {
            total += targets[i];
            varies |= targets[i] != targets[k];
        }

        if (!varies)
            return null;

        double mean = total / (targets.Length / outputs);
        double unexplained = 0;
        double variation = 0;
        for (int i = k; i < targets.Length; i += outputs)
        {
            double error = (double)predictions[i] - targets[i];
            double deviation = targets[i] - mean;
            unexplained += error * error;
            variation += deviation * deviation;
        }

        return 1 - (unexplained / variation);
    }
}
