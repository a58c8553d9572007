using System.Globalization;

namespace Descent.Data;

/// <summary>
/// Turns regression targets into what a network learns, output by output, t' = (T(t) − offset) / scale, and predictions
/// back, y = T⁻¹(y' · scale + offset). T is mostly the identity, and then offset and scale are in the unit of the target. Immutable.
/// </summary>
/// <remarks>
/// A network that learns T(t) by a squared error predicts the mean of T(t), and T⁻¹ of it is, for a skewed target, nearer to the median
/// of t than to its mean: right for the typical row, too small for a sum over many. Results beyond the range of a float are its ends.
/// </remarks>
public sealed partial class TargetScaler
{
    private readonly float[] _offsets;
    private readonly float[] _scales;
    private readonly float[] _powers;

    /// <summary>A scaler from stored numbers.</summary>
    /// <param name="offsets">[outputs], finite.</param>
    /// <param name="scales">[outputs], finite and above 0.</param>
    /// <exception cref="ArgumentException">The lengths differ or a number is out of its range; the message says which.</exception>
    public TargetScaler(ReadOnlySpan<float> offsets, ReadOnlySpan<float> scales)
        : this(offsets, scales, TargetTransform.None, default)
    {
    }

    /// <summary>A scaler with a transform, from stored numbers.</summary>
    /// <param name="offsets">[outputs], finite.</param>
    /// <param name="scales">[outputs], finite and above 0.</param>
    /// <param name="transform">T.</param>
    /// <param name="powers">λ of <see cref="TargetTransform.YeoJohnson"/>, [outputs], each in [0, 2]; empty for the other transforms.</param>
    /// <exception cref="ArgumentException">The lengths differ or a number is out of its range; the message says which.</exception>
    public TargetScaler(ReadOnlySpan<float> offsets, ReadOnlySpan<float> scales, TargetTransform transform, ReadOnlySpan<float> powers)
    {
        AffineColumns.Check(offsets, scales, zeroScaleAllowed: false);
        CheckPowers(transform, powers, offsets.Length);
        _offsets = offsets.ToArray();
        _scales = scales.ToArray();
        _powers = powers.ToArray();
        Transform = transform;
    }

    /// <summary>The number of outputs.</summary>
    public int Outputs => _offsets.Length;

    /// <summary>T.</summary>
    public TargetTransform Transform { get; }

    /// <summary>λ of <see cref="TargetTransform.YeoJohnson"/>, [outputs]; empty for the other transforms.</summary>
    public ReadOnlySpan<float> Powers => _powers;

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

    /// <summary>t' = (T(t) − offset) / scale for one row or several, without allocating.</summary>
    /// <param name="targets">[rows, outputs].</param>
    /// <param name="destination">[rows, outputs], overwritten; may be the same memory as <paramref name="targets"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ or are not whole rows.</exception>
    public void Apply(ReadOnlySpan<float> targets, Span<float> destination)
    {
        int rows = AffineColumns.Rows(targets.Length, destination.Length, Outputs);
        for (int i = 0, row = 0; row < rows; row++)
        {
            for (int output = 0; output < Outputs; output++, i++)
            {
                destination[i] = Transform == TargetTransform.None
                    ? (targets[i] - _offsets[output]) / _scales[output]
                    : (float)((TransformedTargets.Of(Transform, Power(output), targets[i]) - _offsets[output]) / _scales[output]);
            }
        }
    }

    /// <summary>y = T⁻¹(y' · scale + offset) for one row or several, without allocating.</summary>
    /// <param name="predictions">What the network predicts, [rows, outputs].</param>
    /// <param name="destination">[rows, outputs], overwritten; may be the same memory as <paramref name="predictions"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ or are not whole rows.</exception>
    public void Invert(ReadOnlySpan<float> predictions, Span<float> destination)
    {
        int rows = AffineColumns.Rows(predictions.Length, destination.Length, Outputs);
        for (int i = 0, row = 0; row < rows; row++)
        {
            for (int output = 0; output < Outputs; output++, i++)
            {
                destination[i] = Transform == TargetTransform.None
                    ? (predictions[i] * _scales[output]) + _offsets[output]
                    : TransformedTargets.Inverse(Transform, Power(output), ((double)predictions[i] * _scales[output]) + _offsets[output]);
            }
        }
    }

    private double Power(int output) => _powers.Length == 0 ? 1 : _powers[output];

    private static void CheckPowers(TargetTransform transform, ReadOnlySpan<float> powers, int outputs)
    {
        if (!Enum.IsDefined(transform))
            throw new ArgumentException($"There is no transform {(int)transform}.", nameof(transform));
        int expected = transform == TargetTransform.YeoJohnson ? outputs : 0;
        if (powers.Length != expected)
            throw new ArgumentException($"There are {powers.Length} powers; expected {expected} for {outputs} {(outputs == 1 ? "output" : "outputs")} and the transform {transform}.", nameof(powers));
        int bad = powers.IndexOfAnyExceptInRange(0, TransformedTargets.LargestPower);
        if (bad >= 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The power of output {bad} is {powers[bad]}; expected a number in [0, {TransformedTargets.LargestPower}]."), nameof(powers));
    }

    private static void CheckIsRegression(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Task != TaskKind.Regression)
            throw new ArgumentException($"The data set is a classification of '{data.TargetName}'; only the targets of a regression are scaled.", nameof(data));
    }
}
