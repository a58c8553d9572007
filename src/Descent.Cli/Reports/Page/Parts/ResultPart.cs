using Descent.Cli.Output;
using Descent.Data;
using Descent.Evaluation;
using Descent.Reference;
using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>The head of the page: what was predicted from what, how well, against what, and what to look at.</summary>
internal static class ResultPart
{
    private const int MostWarnings = 20;
    private const int NameLength = 60;

    public static void Write(ReportSheet sheet, ReportContent content, IReadOnlyList<(string Id, string Title)> parts)
    {
        HtmlWriter html = sheet.Html;
        html.Open("header", ("id", "result"));
        html.Element("p", content.Learning is null ? "Evaluation of a model" : "Report of a training", ("class", "kicker"));
        html.Element("h1", Markup.Of($"{ReportSheet.Wrap("em", NameText.Short(content.Target, NameLength))} from {NumberText.Count(content.ColumnCount > 0 ? content.ColumnCount : content.Features, "column")} of {NameText.Short(content.Data, NameLength)}"));
        Sentence(sheet, content);
        if (content.Baselines.Count > 0)
            Comparison(sheet, content);
        Notices(sheet, content);
        html.Close();
        html.Open("nav", ("aria-label", "Contents"));
        html.Open("ol");
        foreach ((string id, string title) in parts)
            html.Element("li", Markup.Link(id, title));
        html.Close();
        html.Close();
    }

    private static void Sentence(ReportSheet sheet, ReportContent content)
    {
        string rows = NumberText.Count(content.Result.Metrics.Rows, content.Predictions.Kind.Length == 0 ? "row" : $"{content.Predictions.Kind} row");
        Interval? interval = content.Result.IntervalOf(content.Metric);
        sheet.Html.Open("p", ("class", "result"));
        if (content.Result.Metrics is ClassificationMetrics classes)
        {
            sheet.Html.Raw(Markup.Of($"{ReportSheet.Wrap("strong", PageText.Percent(classes.Accuracy))} of {rows} {(classes.Rows == 1 ? "is" : "are")} right"));
            if (interval is { } shares)
                sheet.Html.Raw(Markup.Of($"{ReportSheet.Wrap("span", $"95\u00A0% interval {PageText.Percent(shares.Lower)} to {PageText.Percent(shares.Upper)}", "interval")}"));
        }
        else if (content.Result.Metrics is RegressionMetrics numbers)
        {
            sheet.Html.Raw(Markup.Of($"missed by {ReportSheet.Wrap("strong", PageText.Number(numbers.Rmse))} on {rows}, root mean square"));
            string explained = numbers.R2 switch
            {
                null => "",
                < 0 => "worse than always saying the mean of these rows",
                { } r2 => $"{PageText.Percent(r2)} of the variance is explained",
            };
            string range = interval is { } i ? $"95\u00A0% interval {PageText.Number(Math.Max(0, i.Lower))} to {PageText.Number(i.Upper)}" : "";
            string both = string.Join("; ", ((string[])[range, explained]).Where(text => text.Length > 0));
            if (both.Length > 0)
                sheet.Html.Raw(ReportSheet.Wrap("span", both, "interval"));
        }

        sheet.Html.Close();
    }

    private static void Comparison(ReportSheet sheet, ReportContent content)
    {
        Metric metric = content.Metric;
        Interval? interval = content.Result.IntervalOf(metric);
        double own = content.Result.Metrics[metric] ?? double.NaN;
        double most = metric.Unit == "%" ? 1
            : content.Baselines.Select(baseline => baseline.Metrics[metric] ?? 0).Append(own).Append(interval?.Upper ?? 0).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        most = most > 0 ? most : 1;
        Markup[][] rows =
        [
            [Markup.Text("this model"), Bar(own, interval, "own"), Value(own)],
            .. content.Baselines.Reverse().Select(baseline => (Markup[])[Markup.Text(baseline.Name), Bar(baseline.Metrics[metric] ?? double.NaN, baseline.Metrics.Values.FirstOrDefault(value => value.Metric == metric).Interval, "other"), Value(baseline.Metrics[metric])]),
        ];
        sheet.Table(
            $"{Capital(PageText.Title(metric))} on the same rows{(interval is null ? "" : ", with 95\u00A0% intervals")}; {(metric.HigherIsBetter ? "longer is better" : "shorter is better")}",
            "comparison", [new("by"), new("", "bar"), new(PageText.Title(metric), "number")], rows);

        Markup Bar(double value, Interval? range, string style) => SmallCharts.Bar(value / most, (range?.Lower ?? 0) / most, (range?.Upper ?? 0) / most, 0, style);
        Markup Value(double? value) => Markup.Text(PageText.Value(metric, value));
    }

    private static void Notices(ReportSheet sheet, ReportContent content)
    {
        string[] notBetter = [.. content.Baselines.Where(baseline => !Reports.Comparison.IsBetter(content.Result.Metrics, baseline.Metrics))
            .Select(baseline => $"{Capital(baseline.Name)} is as good or better ({PageText.Value(content.Metric, baseline.Metrics[content.Metric])}): on these rows the model adds nothing to it.")];
        if (notBetter.Length + content.Warnings.Count + content.Findings.Count == 0)
        {
            if (content.IsDiagnosed)
                sheet.Paragraph(Markup.Text("Nothing odd was seen in the data, and the checks of the training found nothing wrong."), "calm");
            return;
        }

        HtmlWriter html = sheet.Html;
        html.Open("section", ("class", "notices"), ("aria-labelledby", "notices-title"));
        html.Element("h2", "What to look at", ("id", "notices-title"));
        html.Open("ul");
        foreach (string text in notBetter)
            html.Element("li", Markup.Text(text), ("class", "strong"));
        foreach (Finding finding in content.Findings)
        {
            html.Element(
                "li",
                Markup.Of($"{ReportSheet.Wrap("strong", Capital(finding.Title))}, {finding.Place}: {finding.Measurement}. {finding.Advice}."),
                ("class", finding.Severity == FindingSeverity.Warning ? "strong" : "note"));
        }

        foreach (string warning in content.Warnings.Take(MostWarnings))
            html.Element("li", Markup.Text($"{Capital(warning)}{(warning.EndsWith('.') ? "" : ".")}"), ("class", "note"));
        if (content.Warnings.Count > MostWarnings)
            html.Element("li", Markup.Of($"And {NumberText.Whole(content.Warnings.Count - MostWarnings)} more of this kind."), ("class", "note"));
        html.Close();
        html.Close();
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
