using Descent.Data;

namespace Descent.Tabular;

/// <summary>Whether the features of some rows share one scale, as the pixels of an image do.</summary>
/// <param name="IsShared">Whether they do.</param>
/// <param name="Minimum">The smallest value of all.</param>
/// <param name="Maximum">The largest value of all.</param>
internal readonly record struct FeatureFacts(bool IsShared, float Minimum, float Maximum)
{
    private const int FewestColumns = 32;

    /// <summary>
    /// Features share a scale when there are some dozens, nearly all begin at the same smallest value, and most reach at
    /// least half of the range. Columns that never change say nothing about a scale, and those of two values are categories
    /// rather than pixels.
    /// </summary>
    public static FeatureFacts Of(Dataset data)
    {
        var statistics = new ColumnStatistics(data.Features.Span, data.Inputs);
        float minimum = statistics.Minimum.Min();
        float maximum = statistics.Maximum.Max();
        int[] varying = [.. Enumerable.Range(0, data.Inputs).Where(column => statistics.Minimum[column] < statistics.Maximum[column])];
        int beginTogether = varying.Count(column => statistics.Minimum[column] == minimum);
        int reachHalf = varying.Count(column => statistics.Maximum[column] - (double)minimum >= ((double)maximum - minimum) / 2);
        bool isGraded = 2 * varying.Count(column => IsGraded(data, column, statistics.Minimum[column], statistics.Maximum[column])) > varying.Length;
        bool isShared = varying.Length >= FewestColumns && isGraded && beginTogether >= 0.9 * varying.Length && reachHalf >= 0.5 * varying.Length;
        return new FeatureFacts(isShared, minimum, maximum);
    }

    /// <summary>Whether a column has a value between its smallest and its largest.</summary>
    private static bool IsGraded(Dataset data, int column, float minimum, float maximum)
    {
        ReadOnlySpan<float> features = data.Features.Span;
        for (int i = column; i < features.Length; i += data.Inputs)
        {
            if (features[i] > minimum && features[i] < maximum)
                return true;
        }

        return false;
    }
}
