using System.Globalization;

namespace Descent.Data;

/// <summary>
/// Turns features into inputs of a network, column by column: x' = (x − offset) · scale, perhaps with a smooth bound c on what
/// comes of it: x'' = x' / √(1 + (x'/c)²), which lies between −c and c. Immutable; learned from the training rows alone and then
/// applied to every row.
/// </summary>
/// <remarks>
/// A column that is constant in training gets scale 0, so that x' is 0 for every value: nothing was learned about it, and
/// a value never seen cannot explode.
/// </remarks>
public sealed class FeatureScaler
{
    /// <summary>The bound that <see cref="Robust"/> sets: three times what the middle half of a column spans.</summary>
    private const float RobustBound = 3;

    private readonly float[] _offsets;
    private readonly float[] _scales;

    /// <summary>A scaler from stored numbers.</summary>
    /// <param name="offsets">[inputs], finite.</param>
    /// <param name="scales">[inputs], finite and not negative; 0: the column is always 0.</param>
    /// <param name="bound">The smooth bound c, above 0; infinite: none.</param>
    /// <exception cref="ArgumentException">The lengths differ or a number is out of its range; the message says which.</exception>
    public FeatureScaler(ReadOnlySpan<float> offsets, ReadOnlySpan<float> scales, float bound = float.PositiveInfinity)
    {
        AffineColumns.Check(offsets, scales, zeroScaleAllowed: true);
        Bound = bound > 0 ? bound : throw new ArgumentException($"The bound is {bound.ToString(CultureInfo.InvariantCulture)}; expected a number above 0.", nameof(bound));
        _offsets = offsets.ToArray();
        _scales = scales.ToArray();
    }

    /// <summary>The number of features.</summary>
    public int Inputs => _offsets.Length;

    /// <summary>What is subtracted, [inputs].</summary>
    public ReadOnlySpan<float> Offsets => _offsets;

    /// <summary>What is multiplied by, [inputs].</summary>
    public ReadOnlySpan<float> Scales => _scales;

    /// <summary>The smooth bound c, above 0; infinite: none.</summary>
    public float Bound { get; }

    /// <summary>x' = x.</summary>
    /// <param name="inputs">The number of features, at least 1.</param>
    public static FeatureScaler Identity(int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        float[] scales = new float[inputs];
        Array.Fill(scales, 1);
        return new FeatureScaler(new float[inputs], scales);
    }

    /// <summary>Mean 0 and standard deviation 1 on the training rows: x' = (x − x̄) / s with s = √(Σ (x − x̄)² / N).</summary>
    /// <param name="train">The training rows.</param>
    /// <exception cref="ArgumentException">A column spans more than a float can hold.</exception>
    public static FeatureScaler Standardize(Dataset train)
    {
        ColumnStatistics statistics = Statistics(train);
        return new FeatureScaler(
            Array.ConvertAll(statistics.Mean, mean => (float)mean),
            Array.ConvertAll(statistics.Deviation, Inverse));
    }

    /// <summary>The training rows fill [0, 1], up to rounding: x' = (x − min) / (max − min).</summary>
    /// <param name="train">The training rows.</param>
    /// <exception cref="ArgumentException">A column spans more than a float can hold.</exception>
    public static FeatureScaler MinMax(Dataset train)
    {
        ColumnStatistics statistics = Statistics(train);
        float[] scales = new float[train.Inputs];
        for (int column = 0; column < scales.Length; column++)
            scales[column] = Inverse((double)statistics.Maximum[column] - statistics.Minimum[column]);

        return new FeatureScaler(statistics.Minimum, scales);
    }

    /// <summary>
    /// Median 0, the middle half of the training rows 1 wide, and nothing beyond ±3: x' = (x − median) / (q₇₅ − q₂₅), then the
    /// smooth bound 3. Outliers neither set the scale nor reach the network as such. Where the middle half is one value, the
    /// divisor is half of max − min.
    /// </summary>
    /// <remarks>As in Holzmüller, Grinsztajn and Steinwart, "Better by Default" (2024), arXiv:2407.04491, section 3.</remarks>
    /// <param name="train">The training rows.</param>
    /// <exception cref="ArgumentException">A column spans more than a float can hold.</exception>
    public static FeatureScaler Robust(Dataset train)
    {
        _ = Statistics(train);
        float[] offsets = new float[train.Inputs], scales = new float[train.Inputs], values = new float[train.Rows];
        for (int column = 0; column < offsets.Length; column++)
        {
            for (int row = 0; row < values.Length; row++)
                values[row] = train.Features.Span[(row * train.Inputs) + column];
            values.AsSpan().Sort();
            double width = Quantiles.OfSorted(values, 0.75) - Quantiles.OfSorted(values, 0.25);
            offsets[column] = (float)Quantiles.OfSorted(values, 0.5);
            scales[column] = Inverse(width > 0 ? width : ((double)values[^1] - values[0]) / 2);
        }

        return new FeatureScaler(offsets, scales, RobustBound);
    }

    /// <summary>
    /// The same, but for some features that are to stay as they are, such as the zeros and ones of categories. A feature that
    /// is always 0 stays so. The bound remains for all.
    /// </summary>
    /// <param name="isKept">Whether each feature stays as it is, [inputs].</param>
    /// <exception cref="ArgumentException">The length is not <see cref="Inputs"/>.</exception>
    public FeatureScaler Keeping(ReadOnlySpan<bool> isKept)
    {
        AffineColumns.CheckColumns(isKept.Length, Inputs, "feature");
        float[] offsets = [.. _offsets], scales = [.. _scales];
        for (int column = 0; column < offsets.Length; column++)
        {
            if (isKept[column] && scales[column] > 0)
                (offsets[column], scales[column]) = (0, 1);
        }

        return new FeatureScaler(offsets, scales, Bound);
    }

    /// <summary>The same rows, scaled.</summary>
    /// <exception cref="ArgumentException">The data set has another number of features.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        AffineColumns.CheckColumns(data.Inputs, Inputs, "feature");
        float[] features = new float[data.Features.Length];
        Apply(data.Features.Span, features);
        return data.WithFeatures(features);
    }

    /// <summary>Scales one row or several without allocating.</summary>
    /// <param name="rows">[rows, inputs].</param>
    /// <param name="destination">[rows, inputs], overwritten; may be the same memory as <paramref name="rows"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ or are not whole rows.</exception>
    public void Apply(ReadOnlySpan<float> rows, Span<float> destination)
    {
        int count = AffineColumns.Rows(rows.Length, destination.Length, Inputs);
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> source = rows.Slice(row * Inputs, Inputs);
            Span<float> result = destination.Slice(row * Inputs, Inputs);
            for (int column = 0; column < result.Length; column++)
                result[column] = (source[column] - _offsets[column]) * _scales[column];
            if (float.IsFinite(Bound))
                BoundSmoothly(result);
        }
    }

    // Far out the square would overflow, and there the result is the bound to the last bit.
    private void BoundSmoothly(Span<float> row)
    {
        foreach (ref float x in row)
        {
            float ratio = x / Bound;
            x = MathF.Abs(ratio) < 1e9f ? x / MathF.Sqrt(1 + (ratio * ratio)) : MathF.CopySign(Bound, x);
        }
    }

    private static ColumnStatistics Statistics(Dataset train)
    {
        ArgumentNullException.ThrowIfNull(train);
        var statistics = new ColumnStatistics(train.Features.Span, train.Inputs);
        AffineColumns.CheckRange(statistics, train.FeatureNames, "feature");
        return statistics;
    }

    /// <summary>1 / width; 0 where the column is constant, or so nearly that a float cannot hold the inverse.</summary>
    private static float Inverse(double width)
    {
        float scale = (float)(1 / width);
        return float.IsFinite(scale) ? scale : 0;
    }
}
