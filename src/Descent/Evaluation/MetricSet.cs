namespace Descent.Evaluation;

/// <summary>What an evaluation measured: <see cref="ClassificationMetrics"/> or <see cref="RegressionMetrics"/>, readable by the catalogue's metrics.</summary>
public abstract record MetricSet
{
    private protected MetricSet(int rows) => Rows = rows;

    /// <summary>The number of rows that were evaluated.</summary>
    public int Rows { get; }

    /// <summary>The metrics of this kind of task, in the order of the catalogue.</summary>
    public abstract IReadOnlyList<Metric> Metrics { get; }

    /// <summary>The metrics that have a value here, in the order of the catalogue.</summary>
    public IReadOnlyList<MetricValue> Values =>
    [
        .. from metric in Metrics
           let value = metric.Read(this)
           where value is not null
           select new MetricValue(metric, value.Value, metric.ReadInterval(this)),
    ];

    /// <summary>The value of one metric; <see langword="null"/> where it is undefined, or belongs to another kind of task.</summary>
    public double? this[Metric metric]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(metric);
            return metric.Read(this);
        }
    }

    /// <summary>All values in one line.</summary>
    public sealed override string ToString() => string.Join(", ", Values);
}
