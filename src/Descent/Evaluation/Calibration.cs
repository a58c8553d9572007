namespace Descent.Evaluation;

/// <summary>
/// Whether a network is right as often as it says: rows in bins of equal width by confidence, the probability of the predicted class.
/// The bins are what a reliability diagram draws. Guo et al. 2017, section 2.
/// </summary>
public sealed record Calibration
{
    /// <summary>The number of bins that <see cref="Bins"/> holds.</summary>
    public const int BinCount = 15;

    private Calibration(CalibrationBin[] bins, int rows)
    {
        Bins = bins;
        double sum = 0;
        foreach (CalibrationBin bin in bins)
            sum += Math.Abs(bin.Correct - bin.ConfidenceSum);
        ExpectedError = sum / rows;
    }

    /// <summary>The bins ((b − 1)/15, b/15] in ascending order, empty ones included.</summary>
    public IReadOnlyList<CalibrationBin> Bins { get; }

    /// <summary>Σ_b (n_b/n) |accuracy_b − confidence_b|, from 0, calibrated, to 1.</summary>
    public double ExpectedError { get; }

    /// <summary>Whether the bins are the same.</summary>
    public bool Equals(Calibration? other) => other is not null && Bins.SequenceEqual(other.Bins);

    /// <inheritdoc/>
    public override int GetHashCode() => ExpectedError.GetHashCode();

    /// <summary>The index of the bin of a confidence that is a float.</summary>
    /// <remarks>The product is exact, and 1 is the only float above 0 that is an edge of a bin.</remarks>
    internal static int BinOf(double confidence) => (int)Math.Ceiling(confidence * BinCount) - 1;

    internal static Calibration Compute(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels)
    {
        Span<int> rows = stackalloc int[BinCount];
        Span<int> correct = stackalloc int[BinCount];
        Span<double> confidences = stackalloc double[BinCount];
        for (int row = 0; row < labels.Length; row++)
        {
            double confidence = probabilities[(row * classes) + predicted[row]];
            int bin = BinOf(confidence);
            rows[bin]++;
            correct[bin] += predicted[row] == labels[row] ? 1 : 0;
            confidences[bin] += confidence;
        }

        var bins = new CalibrationBin[BinCount];
        for (int b = 0; b < BinCount; b++)
            bins[b] = new CalibrationBin((double)b / BinCount, (double)(b + 1) / BinCount, rows[b], correct[b], confidences[b]);
        return new Calibration(bins, labels.Length);
    }
}
