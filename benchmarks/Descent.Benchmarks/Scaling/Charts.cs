using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Descent.Benchmarks.Scaling;

/// <summary>Draws the measured series into <c>docs/charts</c>.</summary>
internal static class Charts
{
    private const int Width = 640;
    private const int Height = 400;

    public static int Run()
    {
        ScalingPoint[] points = [.. File.ReadLines(Repository.Docs(ScalingRun.FileName)).Skip(1).Select(ScalingPoint.FromCsv)];
        DrawCost(points, "width", "units of each of three layers", "Cost against width (w-w-w-10, batch 128)");
        DrawCost(points, "depth", "hidden layers of 256 units", "Cost against depth (batch 128)");
        DrawCost(points, "batch", "rows in a batch", "Cost against batch size (784-512-256-10)");
        DrawSpeedUp([.. points.Where(point => point.Series == "threads")]);
        return 0;
    }

    private static void DrawCost(ScalingPoint[] all, string series, string label, string title)
    {
        using Plot plot = NewPlot(title, label, "time of a training step (µs)");
        ScalingPoint[] points = [.. all.Where(point => point.Series == series)];
        foreach (IGrouping<int, ScalingPoint> line in points.GroupBy(point => point.Threads))
        {
            var scatter = plot.Add.Scatter(
                line.Select(point => Math.Log10(point.Value)).ToArray(), line.Select(point => Math.Log10(point.MicrosecondsPerStep)).ToArray());
            scatter.LegendText = line.Key == 1 ? "1 thread" : $"{line.Key} threads";
        }

        double[] values = [.. points.Select(point => (double)point.Value).Distinct()];
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. values.Select(Math.Log10)], [.. values.Select(Text)]);
        double[] decades = [.. Enumerable.Range(0, 7).Select(exponent => Math.Pow(10, exponent))];
        plot.Axes.Left.TickGenerator = new NumericManual([.. decades.Select(Math.Log10)], [.. decades.Select(Text)]);
        plot.ShowLegend(Alignment.UpperLeft);
        Save(plot, series);
    }

    private static void DrawSpeedUp(ScalingPoint[] points)
    {
        if (points.Length == 0)
            return;
        using Plot plot = NewPlot("Speed on more threads", "threads", "speed, one thread being 1");
        foreach (IGrouping<string, ScalingPoint> line in points.GroupBy(point => point.Network))
        {
            double alone = line.First(point => point.Threads == 1).MicrosecondsPerStep;
            var scatter = plot.Add.Scatter(
                line.Select(point => (double)point.Threads).ToArray(), line.Select(point => alone / point.MicrosecondsPerStep).ToArray());
            scatter.LegendText = line.Key;
        }

        double[] threads = [.. points.Select(point => (double)point.Threads).Distinct()];
        plot.Axes.Bottom.TickGenerator = new NumericManual(threads, [.. threads.Select(Text)]);
        plot.Axes.SetLimitsY(0, threads.Max() + 0.2);
        plot.ShowLegend(Alignment.UpperLeft);
        Save(plot, "threads");
    }

    private static Plot NewPlot(string title, string bottom, string left)
    {
        var plot = new Plot();
        plot.Title(title);
        plot.XLabel(bottom);
        plot.YLabel(left);
        return plot;
    }

    private static void Save(Plot plot, string name) => plot.SaveSvg(Repository.Docs(Path.Combine("charts", name + ".svg")), Width, Height);

    private static string Text(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
