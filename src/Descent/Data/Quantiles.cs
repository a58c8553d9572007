namespace Descent.Data;

/// <summary>Quantiles of some numbers, which are sorted for it.</summary>
internal static class Quantiles
{
    /// <summary>The median; 0 of no numbers.</summary>
    public static float Median(Span<float> values)
    {
        values.Sort();
        return values.IsEmpty ? 0 : (float)OfSorted(values, 0.5);
    }

    /// <summary>
    /// The number below which a share q lies, interpolated between the two next to the place q · (n − 1): definition 7 of
    /// Hyndman and Fan, "Sample quantiles in statistical packages" (1996).
    /// </summary>
    /// <param name="sorted">At least one number, in ascending order.</param>
    /// <param name="q">In [0, 1].</param>
    public static double OfSorted(ReadOnlySpan<float> sorted, double q)
    {
        double place = q * (sorted.Length - 1);
        int below = (int)place;
        double low = sorted[below], high = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return low + ((place - below) * (high - low));
    }
}
