namespace Descent.Evaluation;

/// <summary>The proper scoring rules: means over rows.</summary>
internal sealed class ResampledScores : IResampled
{
    private readonly double[] _logLosses;
    private readonly double[] _squares;

    public ResampledScores(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels)
    {
        _logLosses = new double[labels.Length];
        _squares = new double[labels.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<float> p = probabilities.Slice(row * classes, classes);
            _logLosses[row] = ProbabilityScore.LogLoss(p, classes, labels.Slice(row, 1));
            _squares[row] = ProbabilityScore.Brier(p, classes, labels.Slice(row, 1));
        }
    }

    public IReadOnlyList<Metric> Metrics { get; } = [Metric.LogLoss, Metric.Brier];

    public void Measure(ReadOnlySpan<int> counts, Span<double> values)
    {
        values[0] = WeightedMean.Of(_logLosses, counts);
        values[1] = WeightedMean.Of(_squares, counts);
    }
}
