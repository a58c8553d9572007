using Descent.Cli.Output;
using Descent.Data;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>Predicted numbers against actual ones.</summary>
internal static class NumbersPart
{
    private const int MostDots = 2000;
    private const int Bins = 31;

    public static void Write(ReportSheet sheet, ReportContent content)
    {
        ReportPredictions all = content.Predictions;
        (double Actual, double Predicted)[] rows = [.. Enumerable.Range(0, all.Rows).Select(row => ((double)all.Targets[row], (double)all.Outputs[row])).Where(row => double.IsFinite(row.Item1) && double.IsFinite(row.Item2))];
        if (rows.Length == 0)
        {
            sheet.Paragraph(Markup.Text("No prediction is a finite number, so there is nothing to draw."));
            return;
        }

        (double Actual, double Predicted)[] drawn = Sample(rows);
        string which = drawn.Length < rows.Length ? $" {NumberText.Whole(drawn.Length)} rows of {NumberText.Whole(rows.Length)} are drawn, chosen at random with a fixed seed." : "";
        string target = NameText.Short(content.Target, 30);
        sheet.Figures(() =>
        {
            Against(sheet, drawn, target, which);
            Residuals(sheet, drawn, which);
            Histogram(sheet, rows);
            Within(sheet, rows);
        });
    }

    private static void Against(ReportSheet sheet, (double Actual, double Predicted)[] rows, string target, string which)
    {
        double low = rows.Min(row => Math.Min(row.Actual, row.Predicted)), high = rows.Max(row => Math.Max(row.Actual, row.Predicted));
        var chart = new Chart(
            "Predicted against actual", $"A dot for each of {rows.Length} rows; on the diagonal the prediction is right.",
            ChartAxis.Numbers($"actual {target}", low, high), ChartAxis.Numbers("predicted", low, high));
        chart.Dots(rows, "c1").Segment((low, low), (high, high), "guess");
        sheet.Figure("Predicted against actual", chart.Draw(), Markup.Of($"A dot for each row. On the {ReportSheet.Key("guess", "diagonal")} the prediction is right; above it is too high.{which}"));
    }

    private static void Residuals(ReportSheet sheet, (double Actual, double Predicted)[] rows, string which)
    {
        double reach = rows.Max(row => Math.Abs(row.Predicted - row.Actual));
        double low = rows.Min(row => row.Predicted), high = rows.Max(row => row.Predicted);
        var chart = new Chart(
            "Error against prediction", $"Predicted less actual for each of {rows.Length} rows.",
            ChartAxis.Numbers("predicted", low, high), ChartAxis.Numbers("predicted − actual", -reach, reach));
        chart.Dots([.. rows.Select(row => (row.Predicted, row.Predicted - row.Actual))], "c1").Segment((low, 0), (high, 0), "guess");
        sheet.Figure("Error against prediction", chart.Draw(), Markup.Of($"Errors should lie evenly about {ReportSheet.Key("guess", "0")}: a slope, a bend or a funnel is something that the model has not learned.{which}"));
    }

    private static void Histogram(ReportSheet sheet, (double Actual, double Predicted)[] rows)
    {
        double[] errors = [.. rows.Select(row => row.Predicted - row.Actual)];
        double reach = errors.Max(Math.Abs);
        reach = reach > 0 ? reach : 1;
        int[] counts = new int[Bins];
        foreach (double error in errors)
            counts[Math.Clamp((int)((error + reach) / (2 * reach) * Bins), 0, Bins - 1)]++;

        double mean = errors.Average(), median = Median([.. errors.Select(Math.Abs)]);
        var chart = new Chart(
            "Histogram of the errors", $"How many rows are missed by how much; half of them by less than {PageText.Number(median)}.",
            ChartAxis.Numbers("predicted − actual", -reach, reach), ChartAxis.Counts("rows", counts.Max()));
        for (int bin = 0; bin < Bins; bin++)
            chart.Bar(-reach + (2 * reach * bin / Bins), -reach + (2 * reach * (bin + 1) / Bins), 0, counts[bin], "right");
        chart.Rule(0);
        sheet.Figure("Errors", chart.Draw(), Markup.Of($"Half of the rows are missed by less than {PageText.Number(median)}. The mean error is {PageText.Number(mean)}: {(Math.Abs(mean) < 0.1 * median ? "neither too high nor too low on the whole" : mean > 0 ? "too high on the whole" : "too low on the whole")}."));
    }

    private static void Within(ReportSheet sheet, (double Actual, double Predicted)[] rows)
    {
        double[] errors = [.. rows.Select(row => Math.Abs(row.Predicted - row.Actual)).Order()];
        double high = errors[(int)(0.99 * (errors.Length - 1))], most = errors[(int)(0.9 * (errors.Length - 1))];
        var chart = new Chart(
            "Share of rows within an error", $"How many rows are missed by no more than some error; nine of ten by no more than {PageText.Number(most)}.",
            ChartAxis.Extended("error, up or down", 0, high), ChartAxis.Shares("rows missed by no more"));
        chart.Line(errors.Where(error => error <= high).Select((error, index) => (error, (index + 1.0) / errors.Length)).Prepend((0, 0)), "c1");
        sheet.Figure("Rows within an error", chart.Draw(), Markup.Of($"Nine of ten rows are missed by no more than {PageText.Number(most)}, whether up or down."));
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    // The same rows each time, so that equal runs make equal pages.
    private static (double Actual, double Predicted)[] Sample((double Actual, double Predicted)[] rows)
    {
        if (rows.Length <= MostDots)
            return rows;
        int[] chosen = [.. Enumerable.Range(0, rows.Length)];
        new Random(0).Shuffle(chosen);
        Array.Resize(ref chosen, MostDots);
        Array.Sort(chosen);
        return [.. chosen.Select(row => rows[row])];
    }
}
