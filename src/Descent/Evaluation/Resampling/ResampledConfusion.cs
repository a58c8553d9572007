using Descent.Networks;

namespace Descent.Evaluation;

/// <summary>What follows from which class was predicted.</summary>
internal sealed class ResampledConfusion(ReadOnlySpan<float> outputs, int classes, ReadOnlySpan<int> labels) : IResampled
{
    private readonly int[] _labels = labels.ToArray();
    private readonly int[] _predicted = PredictedClass.OfRows(outputs, classes);
    private readonly long[] _right = new long[classes];
    private readonly long[] _actualCounts = new long[classes];
    private readonly long[] _predictedCounts = new long[classes];

    public IReadOnlyList<Metric> Metrics { get; } = [Metric.Accuracy, Metric.BalancedAccuracy, Metric.MacroF1];

    public void Measure(ReadOnlySpan<int> counts, Span<double> values)
    {
        Array.Clear(_right);
        Array.Clear(_actualCounts);
        Array.Clear(_predictedCounts);
        for (int row = 0; row < counts.Length; row++)
        {
            int actual = _labels[row], predicted = _predicted[row];
            _actualCounts[actual] += counts[row];
            _predictedCounts[predicted] += counts[row];
            if (actual == predicted)
                _right[actual] += counts[row];
        }

        double right = 0, all = 0, recalls = 0, f1s = 0;
        int recallTerms = 0, f1Terms = 0;
        for (int k = 0; k < _right.Length; k++)
        {
            right += _right[k];
            all += _actualCounts[k];
            if (_actualCounts[k] > 0)
            {
                recalls += (double)_right[k] / _actualCounts[k];
                recallTerms++;
            }

            if (_actualCounts[k] + _predictedCounts[k] > 0)
            {
                f1s += 2.0 * _right[k] / (_actualCounts[k] + _predictedCounts[k]);
                f1Terms++;
            }
        }

        values[0] = right / all;
        values[1] = recalls / recallTerms;
        values[2] = f1s / f1Terms;
    }
}
