namespace Descent.Evaluation;

/// <summary>Metrics of rows that count more or less than once.</summary>
internal interface IResampled
{
    /// <summary>What is measured.</summary>
    IReadOnlyList<Metric> Metrics { get; }

    /// <summary>Measures rows of which each counts so many times.</summary>
    /// <param name="counts">[rows], 0 or more.</param>
    /// <param name="values">[<see cref="Metrics"/>], overwritten; NaN: no value.</param>
    void Measure(ReadOnlySpan<int> counts, Span<double> values);
}
