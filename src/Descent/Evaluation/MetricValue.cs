namespace Descent.Evaluation;

/// <summary>A metric and what was measured.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Value">Its value, in its own unit as <see cref="Evaluation.Metric.Description"/> says; infinite for a log loss with a probability of 0.</param>
/// <param name="Interval">Its 95 % interval, where the metric has one.</param>
public readonly record struct MetricValue(Metric Metric, double Value, Interval? Interval)
{
    /// <summary>Name, value and interval, as the command line prints them: <c>accuracy 97.22 % (95.38 % to 98.34 %)</c>.</summary>
    public override string ToString() => Interval is { } interval
        ? $"{Metric.Name} {Metric.Format(Value)} ({Metric.Format(interval.Lower)} to {Metric.Format(interval.Upper)})"
        : $"{Metric.Name} {Metric.Format(Value)}";
}
