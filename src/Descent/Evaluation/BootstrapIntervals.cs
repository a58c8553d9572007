namespace Descent.Evaluation;

/// <summary>What <see cref="Bootstrap"/> found: a 95 % interval for each metric.</summary>
public sealed class BootstrapIntervals
{
    // One of the two sides.
    private const double Outside = 0.025;

    private readonly Dictionary<Metric, Interval> _intervals = [];

    internal BootstrapIntervals(MetricSet measured, IReadOnlyDictionary<Metric, double[]> values, int resamples)
    {
        Measured = measured;
        Resamples = resamples;
        foreach ((Metric metric, double[] found) in values)
        {
            // A resample of one class has no AUC. Where that is common, what the others say is not the whole of it.
            if (measured.Rows > 1 && measured[metric] is not null && found.Length > resamples / 2)
                _intervals.Add(metric, Between(found));
        }
    }

    /// <summary>The metrics of the rows themselves.</summary>
    public MetricSet Measured { get; }

    /// <summary>How many resamples the intervals come from.</summary>
    public int Resamples { get; }

    /// <summary>The metrics that have a value, in the order of the catalogue, with their intervals by the bootstrap.</summary>
    public IReadOnlyList<MetricValue> Values => [.. Measured.Values.Select(value => value with { Interval = this[value.Metric] })];

    /// <summary>The interval of a metric; <see langword="null"/> for one row, or where the metric has no value in these rows or in most resamples.</summary>
    public Interval? this[Metric metric]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(metric);
            return _intervals.TryGetValue(metric, out Interval interval) ? interval : null;
        }
    }

    /// <summary>All values in one line.</summary>
    public override string ToString() => string.Join(", ", Values);

    /// <summary>The k-th smallest and the k-th largest value, k = ⌊0.025 (B + 1)⌋. Efron and Tibshirani 1993, page 160.</summary>
    private static Interval Between(double[] values)
    {
        Array.Sort(values);
        int k = Math.Max(1, (int)(Outside * (values.Length + 1)));
        return new Interval(values[k - 1], values[^k]);
    }
}
