using System.Globalization;
using System.Text;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>
/// A chart as inline SVG. Colours, strokes and fonts come from the style of the page, by the names of classes, so that one
/// drawing serves light, dark and paper.
/// </summary>
/// <param name="title">What the chart is called where it cannot be seen.</param>
/// <param name="description">What it shows, in a sentence, for the same.</param>
/// <param name="x">To the right.</param>
/// <param name="y">Upwards.</param>
internal sealed class Chart(string title, string description, ChartAxis x, ChartAxis y)
{
    private const double Width = 420;
    private const double Height = 294;
    private const double Top = 34;
    private const double Right = 22;
    private const double Bottom = 46;
    private const double CharacterWidth = 7.2;

    // Points of a line that are nearer to each other than this, in pixels, are one.
    private const double Near = 0.6;

    private readonly StringBuilder _marks = new();
    private readonly double _left = 14 + (CharacterWidth * y.Ticks.Select(tick => tick.Text.Length).DefaultIfEmpty(1).Max());

    /// <summary>Connects points in their order.</summary>
    public Chart Line(IEnumerable<(double X, double Y)> points, string style)
    {
        var path = new StringBuilder();
        (double X, double Y) last = (double.NaN, double.NaN), skipped = last;
        foreach ((double px, double py) in points)
        {
            if (!double.IsFinite(px) || !double.IsFinite(py))
                continue;
            (double X, double Y) point = (X(px), Y(py));
            skipped = point;
            if (Math.Max(Math.Abs(point.X - last.X), Math.Abs(point.Y - last.Y)) < Near)
                continue;
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Number(point.X)).Append(' ').Append(Number(point.Y));
            last = skipped = point;
        }

        if (path.Length == 0)
            return this;
        if (skipped != last)
            path.Append('L').Append(Number(skipped.X)).Append(' ').Append(Number(skipped.Y));
        _marks.Append(CultureInfo.InvariantCulture, $"<path class=\"line {style}\" d=\"{path}\"/>\n");
        return this;
    }

    /// <summary>A dot for each point; where many lie on each other they are darker.</summary>
    public Chart Dots(IReadOnlyList<(double X, double Y)> points, string style)
    {
        // Dots of one path do not add up, those of several do.
        const int layers = 6;
        for (int layer = 0; layer < Math.Min(layers, points.Count); layer++)
        {
            var path = new StringBuilder();
            for (int i = layer; i < points.Count; i += layers)
                path.Append('M').Append(Number(X(points[i].X))).Append(' ').Append(Number(Y(points[i].Y))).Append("h0");
            _marks.Append(CultureInfo.InvariantCulture, $"<path class=\"dots {style}\" d=\"{path}\"/>\n");
        }

        return this;
    }

    /// <summary>A rectangle between two values of x and two of y.</summary>
    public Chart Bar(double fromX, double toX, double fromY, double toY, string style)
    {
        double left = X(fromX), top = Y(toY), width = X(toX) - left, height = Y(fromY) - top;
        if (height > 0)
            _marks.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{Number(left + 0.5)}\" y=\"{Number(top)}\" width=\"{Number(Math.Max(0.6, width - 1))}\" height=\"{Number(height)}\"/>\n");
        return this;
    }

    /// <summary>A straight line.</summary>
    public Chart Segment((double X, double Y) from, (double X, double Y) to, string style)
    {
        _marks.Append(CultureInfo.InvariantCulture, $"<path class=\"line {style}\" d=\"M{Number(X(from.X))} {Number(Y(from.Y))}L{Number(X(to.X))} {Number(Y(to.Y))}\"/>\n");
        return this;
    }

    /// <summary>A round mark with a radius in pixels.</summary>
    public Chart Mark(double atX, double atY, double radius, string style)
    {
        _marks.Append(CultureInfo.InvariantCulture, $"<circle class=\"{style}\" cx=\"{Number(X(atX))}\" cy=\"{Number(Y(atY))}\" r=\"{Number(radius)}\"/>\n");
        return this;
    }

    /// <summary>A vertical line over the whole height, with a text at its upper end.</summary>
    public Chart Rule(double atX, string text = "")
    {
        double place = X(atX);
        bool isRight = x.Place(atX) > 0.6;
        _marks.Append(CultureInfo.InvariantCulture, $"<path class=\"line rule\" d=\"M{Number(place)} {Number(Top)}V{Number(Height - Bottom)}\"/>\n");
        if (text.Length > 0)
            _marks.Append(CultureInfo.InvariantCulture, $"<text class=\"{(isRight ? "end" : "start")} note\" x=\"{Number(place + (isRight ? -5 : 5))}\" y=\"{Number(Top - 5)}\">{Markup.Text(text).Xml}</text>\n");
        return this;
    }

    /// <summary>The finished drawing.</summary>
    public Markup Draw()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" role=\"img\" aria-label=\"{Markup.Text(title).Xml}\" viewBox=\"0 0 {Width} {Height}\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Markup.Text(title).Xml}</title>\n<desc>{Markup.Text(description).Xml}</desc>\n");
        foreach ((double value, string text) in y.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Number(_left)} {Number(Y(value))}H{Number(Width - Right)}\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text class=\"end\" x=\"{Number(_left - 7)}\" y=\"{Number(Y(value) + 4)}\">{Markup.Text(text).Xml}</text>\n");
        }

        string[] shown = [.. x.Ticks.Select(tick => tick.Text)];
        double room = (Width - Right - _left) / Math.Max(1, shown.Length - 1);
        int stride = Math.Max(1, (int)Math.Ceiling(shown.Select(text => text.Length * CharacterWidth).DefaultIfEmpty(0).Max() * 1.1 / room));
        foreach ((int index, (double value, string text)) in x.Ticks.Index())
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" d=\"M{Number(X(value))} {Number(Height - Bottom)}v4\"/>");
            if (index % stride == 0)
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(X(value))}\" y=\"{Number(Height - Bottom + 18)}\">{Markup.Text(text).Xml}</text>\n");
        }

        return new Markup(svg
            .Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" d=\"M{Number(_left)} {Number(Height - Bottom)}H{Number(Width - Right)}\"/>\n")
            .Append(CultureInfo.InvariantCulture, $"<text class=\"start label\" x=\"2\" y=\"13\">{Markup.Text(y.Label).Xml}</text>\n")
            .Append(CultureInfo.InvariantCulture, $"<text class=\"end label\" x=\"{Number(Width - Right)}\" y=\"{Number(Height - 7)}\">{Markup.Text(x.Label).Xml}</text>\n")
            .Append(_marks)
            .Append("</svg>").ToString());
    }

    private double X(double value) => _left + (x.Place(value) * (Width - Right - _left));

    private double Y(double value) => Height - Bottom - (y.Place(value) * (Height - Bottom - Top));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
