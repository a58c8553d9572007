using System.Globalization;
using System.Text;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>Drawings without axes that stand in a line of a table; what they show stands beside them as text.</summary>
internal static class SmallCharts
{
    private const double Width = 120;
    private const double Height = 26;

    /// <summary>A bar for each count.</summary>
    public static Markup Histogram(IReadOnlyList<int> counts)
    {
        double most = Math.Max(1, counts.Max()), width = Width / counts.Count;
        var path = new StringBuilder();
        for (int i = 0; i < counts.Count; i++)
        {
            if (counts[i] > 0)
                path.Append(CultureInfo.InvariantCulture, $"M{i * width:0.#} {Height}v-{Math.Max(0.8, Height * counts[i] / most):0.#}h{Math.Max(1, width - 0.8):0.#}V{Height}z");
        }

        return Frame("spark", $"<path d=\"{path}\"/><path class=\"base\" d=\"M0 {Height}H{Width}\"/>");
    }

    /// <summary>Shares of a whole beside each other, the last one what is left.</summary>
    public static Markup Shares(IReadOnlyList<double> shares)
    {
        var bars = new StringBuilder();
        double start = 0;
        foreach ((int index, double share) in shares.Index())
        {
            double width = Width * Math.Clamp(share, 0, 1);
            bars.Append(CultureInfo.InvariantCulture, $"<rect class=\"share{Math.Min(index, 3)}\" x=\"{start:0.#}\" y=\"8\" width=\"{Math.Max(0, width - 1):0.#}\" height=\"10\"/>");
            start += width;
        }

        return Frame("spark", bars.ToString());
    }

    /// <summary>A bar from 0 with an interval over it; both in shares of the width.</summary>
    /// <param name="value">Where the bar ends.</param>
    /// <param name="lower">Where the interval begins.</param>
    /// <param name="upper">Where it ends; the same: there is none.</param>
    /// <param name="zero">Where 0 lies.</param>
    /// <param name="style">The class of the bar.</param>
    public static Markup Bar(double value, double lower, double upper, double zero, string style)
    {
        double from = Math.Min(value, zero), to = Math.Max(value, zero);
        string interval = upper > lower ? $"<path class=\"whisker\" d=\"M{Place(lower)} 13H{Place(upper)}M{Place(lower)} 9v8M{Place(upper)} 9v8\"/>" : "";
        string width = ((Width - 1) * Math.Clamp(to - from, 0.002, 1)).ToString("0.#", CultureInfo.InvariantCulture);
        return Frame("bar", $"<rect class=\"{style}\" x=\"{Place(from)}\" y=\"6\" width=\"{width}\" height=\"14\"/>{interval}<path class=\"base\" d=\"M{Place(zero)} 2v22\"/>");
    }

    /// <summary>A square image of gray values from 0 to 1.</summary>
    public static Markup Image(IReadOnlyList<float> pixels, string title)
    {
        int side = (int)Math.Round(Math.Sqrt(pixels.Count));
        var cells = new StringBuilder();
        foreach ((int index, float pixel) in pixels.Index())
        {
            if (pixel > 0.02f)
                cells.Append(CultureInfo.InvariantCulture, $"<path d=\"M{index % side} {index / side}h1v1h-1z\" opacity=\"{Math.Min(1, pixel):0.##}\"/>");
        }

        return new Markup($"<svg class=\"image\" role=\"img\" aria-label=\"{Markup.Text(title).Xml}\" viewBox=\"0 0 {side} {side}\">{cells}</svg>");
    }

    private static Markup Frame(string style, string marks) =>
        new($"<svg class=\"{style}\" aria-hidden=\"true\" viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\">{marks}</svg>");

    private static string Place(double share) => (0.5 + ((Width - 1) * Math.Clamp(share, 0, 1))).ToString("0.#", CultureInfo.InvariantCulture);
}
