using Descent.Cli.Output;
using Descent.Data;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>What the data holds: its rows, its target, its columns.</summary>
internal static class DataPart
{
    private const int MostClasses = 30;
    private const int AtOnce = 16;
    private const int MostLeftOut = 40;
    private const int TextLength = 160;

    public static void Write(ReportSheet sheet, ReportContent content)
    {
        string features = content.ColumnCount == 0 ? $"{NumberText.Count(content.Features, "column")} of numbers"
            : content.Features == content.ColumnCount ? NumberText.Count(content.ColumnCount, "column")
            : $"{NumberText.Count(content.ColumnCount, "column")} that make {NumberText.Count(content.Features, "feature")}";
        sheet.Paragraph(Markup.Of($"{NameText.Short(content.Data, 60)}: {string.Join(", ", content.Targets.Select(part => $"{NumberText.Whole(part.Rows)} {part.Part}"))} rows; {features}."));
        Target(sheet, content);
        if (content.Columns.Count > 0)
            Columns(sheet, content);
        if (content.LeftOut.Count > 0)
            LeftOut(sheet, content);
    }

    private static void Target(ReportSheet sheet, ReportContent content)
    {
        if (content.Targets.Count == 0)
            return;
        string target = NameText.Short(content.Target, 60);
        if (content.Classes.Count == 0)
        {
            sheet.Table(
                $"The target, {target}: smallest, median, largest, and how the numbers are spread between the first and the last",
                "plain", [new("rows"), new("smallest", "number"), new("median", "number"), new("largest", "number"), new("", "bar")],
                content.Targets.Where(part => part.Numbers is not null).Select(part => (Markup[])
                [
                    Markup.Text(part.Part), Number(part.Numbers!.Least), Number(part.Numbers.Median), Number(part.Numbers.Most), SmallCharts.Histogram(part.Numbers.Counts),
                ]));
            return;
        }

        double[] totals = [.. content.Targets.Select(part => (double)Math.Max(1, part.Rows))];
        double most = content.Targets.Zip(totals).Max(part => part.First.ClassRows.DefaultIfEmpty(0).Max() / part.Second);
        int[] order = content.Classes.Count <= MostClasses ? [.. Enumerable.Range(0, content.Classes.Count)]
            : [.. Enumerable.Range(0, content.Classes.Count).OrderByDescending(k => content.Targets[0].ClassRows[k]).Take(MostClasses)];
        sheet.Table(
            $"The target, {target}: rows of each class{(order.Length < content.Classes.Count ? $", the {MostClasses} most frequent of {NumberText.Whole(content.Classes.Count)}" : "")}",
            "comparison", [new("class"), new("", "bar"), .. content.Targets.Select(part => new SheetColumn(part.Part, "number"))],
            order.Select(k => (Markup[])
            [
                Markup.Text(NameText.Short(content.Classes[k], 40)),
                SmallCharts.Bar(content.Targets[0].ClassRows[k] / totals[0] / Math.Max(most, 1e-9), 0, 0, 0, "other"),
                .. content.Targets.Zip(totals).Select(part => Markup.Text($"{NumberText.Whole(part.First.ClassRows[k])} ({NumberText.Percent(part.First.ClassRows[k] / part.Second)})")),
            ]));
    }

    private static void Columns(ReportSheet sheet, ReportContent content)
    {
        string more = content.ColumnCount > content.Columns.Count
            ? $"; the first {NumberText.Whole(content.Columns.Count)} of {NumberText.Whole(content.ColumnCount)}, the other {NumberText.Whole(content.ColumnCount - content.Columns.Count)} are not shown"
            : "";
        Columns(sheet, $"The columns, as they are in the rows that were {(content.Learning is null ? "measured" : "learned from")}{more}", content.Columns.Take(AtOnce));
        if (content.Columns.Count <= AtOnce)
            return;
        sheet.Html.Open("details");
        sheet.Html.Element("summary", $"The next {NumberText.Whole(content.Columns.Count - AtOnce)} columns");
        Columns(sheet, "The next columns", content.Columns.Skip(AtOnce));
        sheet.Html.Close();
    }

    private static void Columns(ReportSheet sheet, string caption, IEnumerable<ReportColumn> columns) => sheet.Table(
        caption,
        "plain columns", [new("column"), new("holds", "text"), new("missing", "number"), new("values: least … median … most, or the most frequent", "spread"), new("becomes", "text")],
        columns.Select(column => (Markup[])
        [
            Markup.Text(NameText.Short(column.Name, 40)),
            Markup.Text(column.Kind),
            column.MissingShare > 0 ? Markup.Text(NumberText.Percent(column.MissingShare)) : ReportSheet.Wrap("span", "none", "none"),
            Spread(column.Distribution),
            Markup.Text(NameText.Short(column.Becomes, TextLength)),
        ]));

    private static void LeftOut(ReportSheet sheet, ReportContent content) => sheet.Table(
        content.LeftOut.Count > MostLeftOut ? $"The first {MostLeftOut} of {NumberText.Whole(content.LeftOut.Count)} columns that were left out" : "Columns that were left out",
        "plain", [new("column"), new("holds", "text"), new("why", "text")],
        content.LeftOut.Take(MostLeftOut).Select(column => (Markup[])
        [
            Markup.Text(NameText.Short(column.Name, 40)), Markup.Text(ColumnText.Kind(column.Kind)), Markup.Text(NameText.Short(column.Reason, TextLength)),
        ]));

    private static Markup Spread(ReportDistribution? distribution) => distribution switch
    {
        NumberDistribution { Counts.Count: 1 } numbers => Small($"always {PageText.Number(numbers.Least)}"),
        NumberDistribution numbers => SmallCharts.Histogram(numbers.Counts)
            + Small($"{PageText.Number(numbers.Least)} … {PageText.Number(numbers.Median)} … {PageText.Number(numbers.Most)}"),
        CategoryDistribution names => SmallCharts.Shares([.. names.Top.Select(entry => (double)entry.Rows / names.Rows), (double)names.OtherRows / names.Rows])
            + Small(string.Join(", ", names.Top.Select(entry => $"{NameText.Short(entry.Name, 18)} {NumberText.RoundPercent((double)entry.Rows / names.Rows)}"))
                + (names.Others > 0 ? $", {NumberText.Count(names.Others, "other")}" : "")),
        _ => ReportSheet.Wrap("span", "nearly all different", "none"),
    };

    private static Markup Small(string text) => ReportSheet.Wrap("small", text);

    private static Markup Number(double value) => Markup.Text(PageText.Number(value));
}
