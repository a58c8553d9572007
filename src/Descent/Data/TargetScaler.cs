namespace Descent.Data;

/// <summary>
/// Turns regression targets into what a network learns, output by output, t' = (t − offset) / scale, and predictions
/// back, y = y' · scale + offset. Offset and scale are in the unit of the target. Immutable.
/// </summary>
public sealed class TargetScaler
{
    private readonly float[] _offsets;
    private readonly float[] _scales;

    /// <summary>A scaler from stored numbers.</summary>
    /// <param name="offsets">[outputs], finite.</param>
    /// <param name="scales">[outputs], finite and above 0.</param>
    /// <exception cref="ArgumentException">The lengths differ or a number is out of its range; the message says which.</exception>
    public TargetScaler(ReadOnlySpan<float> offsets, ReadOnlySpan<float> scales)
    {
        AffineColumns.Check(offsets, scales, zeroScaleAllowed: false);
        _offsets = offsets.ToArray();
        _scales = scales.ToArray();
    }

    /// <summary>The number of outputs.</summary>
    public int Outputs => _offsets.Length;

    /// <summary>What is subtracted from targets and added to predictions, [outputs].</summary>
    public ReadOnlySpan<float> Offsets => _offsets;

    /// <summary>What targets are divided and predictions multiplied by, [outputs].</summary>
    public ReadOnlySpan<float> Scales => _scales;

    /// <summary>t' = t.</summary>
    /// <param name="outputs">The number of outputs, at least 1.</param>
    public static TargetScaler Identity(int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        float[] scales = new float[outputs];
        Array.Fill(scales, 1);
        return new TargetScaler(new float[outputs], scales);
    }

    /// <summary>
    /// Mean 0 and standard deviation 1 on the training rows: offset = t̄, scale = √(Σ (t − t̄)² / N). A constant output
    /// gets scale 1: it becomes 0 and comes back as the constant.
    /// </summary>
    /// <param name="train">The training rows of a regression.</param>
    /// <exception cref="ArgumentException">It is a classification, or an output spans more than a float can hold.</exception>
    public static TargetScaler Standardize(Dataset train)
    {
        CheckIsRegression(train);
        var statistics = new ColumnStatistics(train.Targets.Span, train.Outputs);
        AffineColumns.CheckRange(statistics, DatasetChecks.TargetNames(train.TargetName, train.Outputs), "target");
        return new TargetScaler(
            Array.ConvertAll(statistics.Mean, mean => (float)mean),
            Array.ConvertAll(statistics.Deviation, deviation => (float)deviation is > 0 and float scale ? scale : 1));
    }

    /// <summary>The same rows with scaled targets.</summary>
    /// <exception cref="ArgumentException">It is a classification, or has another number of outputs.</exception>
    public Dataset Apply(Dataset data)
    {
        CheckIsRegression(data);
        AffineColumns.CheckColumns(data.Outputs, Outputs, "output");
        float[] targets = new float[data.Targets.Length];
        Apply(data.Targets.Span, targets);
        return data.WithTargets(targets);
    }

    /// <summary>t' = (t − offset) / scale for one row or several, without allocating.</summary>
    /// <param name="targets">[rows, outputs].</param>
    /// <param name="destination">[rows, outputs], overwritten; may be the same memory as <paramref name="targets"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ or are not whole rows.</exception>
    public void Apply(ReadOnlySpan<float> targets, Span<float> destination)
    {
        int rows = AffineColumns.Rows(targets.Length, destination.Length, Outputs);
        for (int i = 0, row = 0; row < rows; row++)
        {
            for (int output = 0; output < Outputs; output++, i++)
                destination[i] = (targets[i] - _offsets[output]) / _scales[output];
        }
    }

    /// <summary>y = y' · scale + offset for one row or several, without allocating.</summary>
    /// <param name="predictions">What the network predicts, [rows, outputs].</param>
    /// <param name="destination">[rows, outputs], overwritten; may be the same memory as <paramref name="predictions"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ or are not whole rows.</exception>
    public void Invert(ReadOnlySpan<float> predictions, Span<float> destination)
    {
        int rows = AffineColumns.Rows(predictions.Length, destination.Length, Outputs);
        for (int i = 0, row = 0; row < rows; row++)
        {
            for (int output = 0; output < Outputs; output++, i++)
                destination[i] = (predictions[i] * _scales[output]) + _offsets[output];
        }
    }

    private static void CheckIsRegression(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Task != TaskKind.Regression)
            throw new ArgumentException($"The data set is a classification of '{data.TargetName}'; only the targets of a regression are scaled.", nameof(data));
    }
}
