namespace Descent.Cli.Reports;

/// <summary>A curve in one line of text.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>
    /// A bar for each value, or for the mean of neighbours where there are more than <paramref name="width"/>. Positive
    /// values are drawn on a logarithmic scale, so that the end of a falling loss can still be seen.
    /// </summary>
    public static string Of(IReadOnlyList<double> values, int width)
    {
        int count = Math.Min(values.Count, width);
        double[] heights = [.. Enumerable.Range(0, count).Select(bar => Mean(values, bar * values.Count / count, (bar + 1) * values.Count / count))];
        if (heights.All(height => height > 0))
            heights = Array.ConvertAll(heights, Math.Log);
        double lowest = heights.Min(), range = heights.Max() - lowest;
        return string.Concat(heights.Select(Bar));

        char Bar(double height) => Bars[range > 0 ? (int)Math.Round((height - lowest) / range * (Bars.Length - 1)) : 0];
    }

    private static double Mean(IReadOnlyList<double> values, int first, int end)
    {
        double sum = 0;
        for (int i = first; i < end; i++)
            sum += values[i];
        return sum / (end - first);
    }
}
