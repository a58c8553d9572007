namespace Descent.Data;

/// <summary>
/// Turns features into inputs of a network, column by column: x' = (x − offset) · scale. Immutable; learned from
/// the training rows alone and then applied to every row.
/// </summary>
/// <remarks>
/// A column that is constant in training gets scale 0, so that x' is 0 for every value: nothing was learned about it, and
/// a value never seen cannot explode.
/// </remarks>
public sealed class FeatureScaler
{
    private readonly float[] _offsets;
    private readonly float[] _scales;

    /// <summary>A scaler from stored numbers.</summary>
    /// <param name="offsets">[inputs], finite.</param>
    /// <param name="scales">[inputs], finite and not negative; 0: the column is always 0.</param>
    /// <exception cref="ArgumentException">The lengths differ or a number is out of its range; the message says which.</exception>
    public FeatureScaler(ReadOnlySpan<float> offsets, ReadOnlySpan<float> scales)
    {
        AffineColumns.Check(offsets, scales, zeroScaleAllowed: true);
        _offsets = offsets.ToArray();
        _scales = scales.ToArray();
    }

    /// <summary>The number of features.</summary>
    public int Inputs => _offsets.Length;

    /// <summary>What is subtracted, [inputs].</summary>
    public ReadOnlySpan<float> Offsets => _offsets;

    /// <summary>What is multiplied by, [inputs].</summary>
    public ReadOnlySpan<float> Scales => _scales;

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
