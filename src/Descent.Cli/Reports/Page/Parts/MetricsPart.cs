using Descent.Data;
using Descent.Evaluation;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>All metrics of all parts, of the baselines, and of a cross-validation.</summary>
internal static class MetricsPart
{

    public static void Write(ReportSheet sheet, ReportContent content)
    {
        Metric[] metrics = [.. content.Result.Metrics.Metrics.Where(metric => content.Parts.Any(part => part.Metrics[metric] is not null))];
        bool hasIntervals = metrics.Any(metric => content.Result.IntervalOf(metric) is not null);
        SheetColumn[] columns =
        [
            new("metric"),
            .. content.Parts.Select(part => new SheetColumn($"{part.Name} ({NumberText.Count(part.Metrics.Rows, "row").Replace(' ', PageText.NoBreak)})", part == content.Result ? "number own" : "number")),
            .. hasIntervals ? [new SheetColumn("95\u00A0% interval", "number")] : (SheetColumn[])[],
            .. content.Baselines.Select(baseline => new SheetColumn(baseline.Name, "number")),
        ];
        sheet.Table(
            content.Parts.Count > 1
                ? $"Each part of the rows; what counts is {content.Result.Name}, which the training has not seen"
                : "On all rows that were measured",
            "metrics described", columns, metrics.Select(metric => (Markup[])
            [
                Markup.Of($"{PageText.Title(metric)} {ReportSheet.Wrap("small", $"{metric.Description}; {(metric.HigherIsBetter ? "higher" : "lower")} is better")}"),
                .. content.Parts.Select(part => Value(metric, part.Metrics)),
                .. hasIntervals ? [Markup.Text(content.Result.IntervalOf(metric) is { } interval ? PageText.Range(metric, interval) : "–")] : (Markup[])[],
                .. content.Baselines.Select(baseline => Value(metric, baseline.Metrics)),
            ]));
        foreach (ReportPart part in content.Parts.Where(part => part.Note.Length > 0))
            sheet.Paragraph(Markup.Of($"{ReportSheet.Wrap("em", part.Name)}: {part.Note}."), "remark");
        if (content.Folds.Count > 0)
            sheet.Group("Cross-validation", () => Folds(sheet, content));
    }

    private static void Folds(ReportSheet sheet, ReportContent content)
    {
        Metric[] metrics = [.. content.Folds[0].Metrics.Where(metric => content.Folds.Any(fold => fold[metric] is not null))];
        sheet.Paragraph(Markup.Of($"The same training {content.Folds.Count} times, each time measured on another part of the rows that it had not seen. The spread says how far such a result depends on the rows."));
        sheet.Table(
            "Mean and standard deviation over the folds, and each fold",
            "metrics",
            [new("metric"), new("mean", "number own"), new("deviation", "number"), .. content.Folds.Index().Select(fold => new SheetColumn($"fold {fold.Index + 1}", "number"))],
            metrics.Select(metric =>
            {
                double[] values = [.. content.Folds.Select(fold => fold[metric]).OfType<double>()];
                double mean = values.Average();
                double? deviation = values.Length > 1 ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)) : null;
                return (Markup[])
                [
                    Markup.Text(PageText.Title(metric)),
                    Markup.Text(PageText.Value(metric, mean)),
                    Markup.Text(PageText.Value(metric, deviation)),
                    .. content.Folds.Select(fold => Value(metric, fold)),
                ];
            }));
    }

    private static Markup Value(Metric metric, MetricSet metrics) => Markup.Text(PageText.Value(metric, metrics[metric]));
}
