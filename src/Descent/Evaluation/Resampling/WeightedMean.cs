namespace Descent.Evaluation;

/// <summary>A mean of rows that count more or less than once.</summary>
internal static class WeightedMean
{
    /// <summary>Σ cᵢ xᵢ / Σ cᵢ; a row that does not count may be infinite.</summary>
    public static double Of(ReadOnlySpan<double> values, ReadOnlySpan<int> counts)
    {
        double sum = 0;
        long all = 0;
        for (int row = 0; row < counts.Length; row++)
        {
            if (counts[row] == 0)
                continue;
            sum += counts[row] * values[row];
            all += counts[row];
        }

        return sum / all;
    }
}
