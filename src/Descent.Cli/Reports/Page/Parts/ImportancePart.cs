using Descent.Cli.Output;
using Descent.Data;
using Descent.Evaluation;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>What each column is worth to the model.</summary>
internal static class ImportancePart
{
    private const int Most = 40;

    public static void Write(ReportSheet sheet, ReportContent content)
    {
        Metric metric = content.ImportanceMetric ?? content.Metric;
        ReportImportance[] columns = [.. content.Importance.OrderByDescending(column => column.Mean).ThenBy(column => column.Column, StringComparer.Ordinal)];
        ReportImportance[] shown = [.. columns.Take(Most)];
        double low = Math.Min(0, shown.Min(column => column.Mean - column.Deviation)), range = Math.Max(shown.Max(column => column.Mean + column.Deviation) - low, double.Epsilon);
        string folds = content.ImportanceFolds > 1 ? $" Measured on each of {content.ImportanceFolds} folds, with the model that had not learned from it." : "";
        sheet.Paragraph(Markup.Of($"How much worse the {PageText.Title(metric)} gets when the values of one column are shuffled among the rows: what the model loses without it. Columns that say the same share their worth, so each of them may look dispensable.{folds}"));
        sheet.Table(
            $"Columns by importance{(columns.Length > Most ? $", the first {Most} of {NumberText.Whole(columns.Length)}" : "")}; the lines are standard deviations over the {(content.ImportanceFolds > 1 ? "folds" : "shuffles")}",
            "comparison", [new("column"), new("", "bar"), new("worse by", "number")],
            shown.Select(column => (Markup[])
            [
                Markup.Text(NameText.Short(column.Column, 40)),
                SmallCharts.Bar((column.Mean - low) / range, (column.Mean - column.Deviation - low) / range, (column.Mean + column.Deviation - low) / range, -low / range, column.Mean > 0 ? "own" : "other"),
                Markup.Text($"{PageText.Value(metric, column.Mean)} ± {PageText.Value(metric, column.Deviation)}"),
            ]));
    }
}
