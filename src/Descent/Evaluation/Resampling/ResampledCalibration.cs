using Descent.Networks;

namespace Descent.Evaluation;

/// <summary>The expected calibration error.</summary>
internal sealed class ResampledCalibration : IResampled
{
    private readonly int[] _bins;

    // Of a row: whether it is right, less its confidence.
    private readonly double[] _excess;

    public ResampledCalibration(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels)
    {
        int[] predicted = PredictedClass.OfRows(probabilities, classes);
        _bins = new int[labels.Length];
        _excess = new double[labels.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            double confidence = probabilities[(row * classes) + predicted[row]];
            _bins[row] = Calibration.BinOf(confidence);
            _excess[row] = (predicted[row] == labels[row] ? 1 : 0) - confidence;
        }
    }

    public IReadOnlyList<Metric> Metrics { get; } = [Metric.ExpectedCalibrationError];

    public void Measure(ReadOnlySpan<int> counts, Span<double> values)
    {
        Span<double> sums = stackalloc double[Calibration.BinCount];
        sums.Clear();
        long all = 0;
        for (int row = 0; row < counts.Length; row++)
        {
            sums[_bins[row]] += counts[row] * _excess[row];
            all += counts[row];
        }

        double sum = 0;
        foreach (double excess in sums)
            sum += Math.Abs(excess);
        values[0] = sum / all;
    }
}
