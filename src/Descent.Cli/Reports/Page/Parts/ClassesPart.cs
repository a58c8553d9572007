using System.Globalization;
using Descent.Cli.Output;
using Descent.Data;
using Descent.Evaluation;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>Which class was taken for which, and how well each is found.</summary>
internal static class ClassesPart
{
    private const int LargestMatrix = 40;
    private const int MostConfusions = 20;
    private const int MostClasses = 60;
    private const int HeadingLength = 16;

    public static void Write(ReportSheet sheet, ReportContent content)
    {
        ConfusionMatrix confusion = ((ClassificationMetrics)content.Result.Metrics).Confusion;
        if (confusion.Classes <= LargestMatrix)
            Matrix(sheet, content, confusion);
        else
            Confusions(sheet, content, confusion);
        Classes(sheet, content, confusion);
    }

    private static void Matrix(ReportSheet sheet, ReportContent content, ConfusionMatrix confusion)
    {
        int k = confusion.Classes;
        bool isUpright = k > 6 && content.Classes.Any(name => name.Length > 3);
        HtmlWriter html = sheet.Html;
        string id = sheet.Caption("Confusion matrix: a line for each actual class, a column for each predicted one; the darker a cell, the larger its share of the actual class");
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", id));
        html.Open("table", ("class", $"confusion{(k > 12 ? " dense" : "")}{(isUpright ? " upright" : "")}"), ("aria-labelledby", id));
        html.Open("thead");
        html.Open("tr");
        html.Element("th", "actual\u00A0↓ predicted\u00A0→", ("scope", "col"));
        foreach (string name in content.Classes)
            html.Element("th", ReportSheet.Wrap("span", NameText.Short(name, HeadingLength)), ("scope", "col"));
        html.Close();
        html.Close();
        html.Open("tbody");
        for (int actual = 0; actual < k; actual++)
        {
            html.Open("tr");
            html.Element("th", NameText.Short(content.Classes[actual], HeadingLength), ("scope", "row"));
            for (int predicted = 0; predicted < k; predicted++)
                Cell(html, confusion[actual, predicted], confusion.ActualCount(actual), actual == predicted);
            html.Close();
        }

        html.Close();
        html.Close();
        html.Close();
    }

    private static void Cell(HtmlWriter html, int count, int of, bool isRight)
    {
        if (count == 0)
        {
            html.Element("td", "·", ("class", isRight ? "zero right" : "zero"));
            return;
        }

        // The eye sees the root of a share better than the share: rare confusions are what one looks for.
        double shade = Math.Sqrt((double)count / of);
        html.Element(
            "td", NumberText.Whole(count),
            ("class", $"{(isRight ? "right" : "wrong")}{(shade > 0.75 ? " full" : "")}"),
            ("style", string.Create(CultureInfo.InvariantCulture, $"--shade:{100 * shade:F0}%")));
    }

    private static void Confusions(ReportSheet sheet, ReportContent content, ConfusionMatrix confusion)
    {
        (int Actual, int Predicted)[] pairs =
        [
            .. from actual in Enumerable.Range(0, confusion.Classes)
               from predicted in Enumerable.Range(0, confusion.Classes)
               where actual != predicted && confusion[actual, predicted] > 0
               orderby confusion[actual, predicted] descending
               select (actual, predicted),
        ];
        if (pairs.Length == 0)
        {
            sheet.Paragraph(Markup.Text("No row was taken for another class."));
            return;
        }

        sheet.Table(
            $"The most frequent of {NumberText.Count(pairs.Length, "confusion")} among {NumberText.Whole(confusion.Classes)} classes",
            "plain", [new("actual"), new("taken for", "text"), new("rows", "number"), new("of the actual class", "number")],
            pairs.Take(MostConfusions).Select(pair => (Markup[])
            [
                Markup.Text(NameText.Short(content.Classes[pair.Actual], 40)),
                Markup.Text(NameText.Short(content.Classes[pair.Predicted], 40)),
                Markup.Text(NumberText.Whole(confusion[pair.Actual, pair.Predicted])),
                Markup.Text(NumberText.Percent((double)confusion[pair.Actual, pair.Predicted] / confusion.ActualCount(pair.Actual))),
            ]));
    }

    private static void Classes(ReportSheet sheet, ReportContent content, ConfusionMatrix confusion)
    {
        int shown = Math.Min(confusion.Classes, MostClasses);
        int[] order = confusion.Classes <= MostClasses
            ? [.. Enumerable.Range(0, confusion.Classes)]
            : [.. Enumerable.Range(0, confusion.Classes).OrderBy(k => confusion.F1(k) ?? 2).Take(MostClasses)];
        sheet.Table(
            shown < confusion.Classes ? $"The {shown} of {NumberText.Whole(confusion.Classes)} classes with the lowest F1" : "Each class",
            "plain classes",
            [new("class"), new("rows", "number"), new("recall: found", "bar"), new("", "number"), new("precision: right when predicted", "bar"), new("", "number"), new("F1", "number")],
            order.Select(k => (Markup[])
            [
                Markup.Text(NameText.Short(content.Classes[k], 40)),
                Markup.Text(NumberText.Whole(confusion.ActualCount(k))),
                Bar(confusion.Recall(k)), Share(confusion.Recall(k)),
                Bar(confusion.Precision(k)), Share(confusion.Precision(k)),
                Markup.Text(confusion.F1(k) is { } f1 ? f1.ToString("F3", CultureInfo.InvariantCulture) : "–"),
            ]));
    }

    private static Markup Share(double? share) => Markup.Text(share is { } known ? NumberText.Percent(known) : "–");

    private static Markup Bar(double? share) => share is { } known ? SmallCharts.Bar(known, 0, 0, 0, "own") : Markup.Empty;
}
