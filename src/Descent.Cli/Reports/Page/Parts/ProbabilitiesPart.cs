using Descent.Cli.Output;
using Descent.Data;
using Descent.Evaluation;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>Whether the scores order the rows rightly, and whether a probability is what it says.</summary>
internal static class ProbabilitiesPart
{
    private const int MostNamed = 4;
    private const int MostCurves = 30;
    private const int NameLength = 20;

    private static readonly string[] Styles = ["c1", "c2", "c3", "c4"];

    public static void Write(ReportSheet sheet, ReportContent content)
    {
        var metrics = (ClassificationMetrics)content.Result.Metrics;
        Curve[] curves = [.. Curves(content, metrics)];
        sheet.Figures(() =>
        {
            if (curves.Length > 0)
            {
                Roc(sheet, content, curves);
                PrecisionRecall(sheet, content, curves);
            }

            if (metrics.Calibration is { } calibration)
            {
                Reliability(sheet, calibration);
                Confidence(sheet, calibration);
            }
        });
        if (curves.Length == 0)
            sheet.Paragraph(Markup.Text("There are no curves of ROC and of precision and recall: all rows are of one class."));
        if (metrics.Calibration is null)
            sheet.Paragraph(Markup.Text("The outputs are no probabilities, so there is no calibration to show."));
    }

    private sealed record Curve(string Name, RocCurve Roc, PrecisionRecallCurve Precision, string Style);

    /// <summary>Of two classes that of the second; of more each against the rest, the worst ones with a colour and a name.</summary>
    private static IEnumerable<Curve> Curves(ReportContent content, ClassificationMetrics metrics)
    {
        ReportPredictions rows = content.Predictions;
        int classes = content.Classes.Count;
        (int Class, RocCurve Roc, PrecisionRecallCurve Precision)[] found =
        [
            .. from k in classes == 2 ? [1] : Enumerable.Range(0, classes)
               let isPositive = rows.Labels.Select(label => label == k).ToArray()
               where isPositive.Contains(true) && isPositive.Contains(false)
               let scores = Enumerable.Range(0, rows.Rows).Select(row => Score(rows, row, k, isMargin: classes == 2 && metrics.LogLoss is null)).ToArray()
               let roc = RocCurve.Compute(scores, isPositive)
               orderby roc.Area
               select (k, roc, PrecisionRecallCurve.Compute(scores, isPositive)),
        ];

        // Those without a name are drawn first, so that they do not hide the others.
        return found.Take(MostCurves).Select((curve, i) => new Curve(
            NameText.Short(content.Classes[curve.Class], NameLength), curve.Roc, curve.Precision, i < MostNamed ? Styles[i] : "other")).Reverse();
    }

    private static float Score(ReportPredictions rows, int row, int k, bool isMargin) => isMargin ? rows.Of(row, 1) - rows.Of(row, 0) : rows.Of(row, k);

    private static void Roc(ReportSheet sheet, ReportContent content, Curve[] curves)
    {
        var chart = new Chart(
            "ROC curve", $"Share of a class that is found against share of the rest that is taken for it. {Areas(curves, curve => $"area {curve.Roc.Area:F3}")}",
            ChartAxis.Shares("false positive rate: others taken for it"), ChartAxis.Shares("true positive rate: its rows found"));
        chart.Segment((0, 0), (1, 1), "guess");
        foreach (Curve curve in curves)
            chart.Line(curve.Roc.Points.Select(point => (point.FalsePositiveRate, point.TruePositiveRate)), curve.Style);
        sheet.Figure("ROC", chart.Draw(), Caption(content, curves, "area under the curve", curve => curve.Roc.Area) + Markup.Of($" {ReportSheet.Key("guess", "guessing")}"));
    }

    private static void PrecisionRecall(ReportSheet sheet, ReportContent content, Curve[] curves)
    {
        var chart = new Chart(
            "Precision and recall", $"Share of the predicted that is right against share of the class that is found. {Areas(curves, curve => $"average precision {curve.Precision.AveragePrecision:F3}")}",
            ChartAxis.Shares("recall: its rows found"), ChartAxis.Shares("precision: right among the predicted"));
        if (curves.Length == 1)
            chart.Segment((0, curves[0].Precision.PositiveShare), (1, curves[0].Precision.PositiveShare), "guess");
        foreach (Curve curve in curves)
            chart.Line(Stairs(curve.Precision.Points), curve.Style);
        sheet.Figure(
            "Precision and recall", chart.Draw(),
            Caption(content, curves, "average precision", curve => curve.Precision.AveragePrecision) + (curves.Length == 1 ? Markup.Of($" {ReportSheet.Key("guess", "guessing")}") : Markup.Empty));
    }

    // Between two thresholds there is nothing: the curve falls where the next rows are taken in, and a straight line would promise more.
    private static IEnumerable<(double X, double Y)> Stairs(IReadOnlyList<PrecisionRecallPoint> points)
    {
        double recall = 0;
        foreach (PrecisionRecallPoint point in points.OrderBy(point => point.Recall))
        {
            yield return (recall, point.Precision);
            yield return (point.Recall, point.Precision);
            recall = point.Recall;
        }
    }

    private static Markup Caption(ReportContent content, Curve[] curves, string what, Func<Curve, double> value)
    {
        if (curves.Length == 1)
            return Markup.Of($"{ReportSheet.Key(curves[0].Style, curves[0].Name)} against the rest; {what} {value(curves[0]).ToString("F3", null)}.");
        Curve[] named = [.. curves.Reverse().Take(MostNamed)];
        Markup keys = named.Aggregate(Markup.Empty, (text, curve) => text + Markup.Of($"{ReportSheet.Key(curve.Style, $"{curve.Name} {value(curve):F3}")} "));
        string which = content.Classes.Count <= MostNamed ? "Each class against the rest" : "Each class against the rest, the hardest in colour";
        string cut = curves.Length < content.Classes.Count ? $" ({curves.Length} of {content.Classes.Count} are drawn)" : "";
        return Markup.Of($"{which}{cut}, with the {what}: {keys}") + (curves.Length > MostNamed ? ReportSheet.Key("other", "the others") : Markup.Empty);
    }

    private static string Areas(Curve[] curves, Func<Curve, string> value) =>
        string.Join("; ", curves.Reverse().Take(MostNamed).Select(curve => $"{curve.Name}: {value(curve)}")) + ".";

    private static void Reliability(ReportSheet sheet, Calibration calibration)
    {
        var chart = new Chart(
            "Reliability diagram", $"How often predictions of some confidence are right, in bins. The expected calibration error is {PageText.Percent(calibration.ExpectedError)}.",
            ChartAxis.Shares("confidence: probability of the predicted class"), ChartAxis.Shares("accuracy of such rows"));
        chart.Segment((0, 0), (1, 1), "guess");
        int most = calibration.Bins.Max(bin => bin.Rows);
        foreach (CalibrationBin bin in calibration.Bins)
        {
            if (bin is not { Accuracy: { } accuracy, Confidence: { } confidence })
                continue;
            Interval interval = Interval.Wilson(bin.Correct, bin.Rows);
            chart.Segment((confidence, interval.Lower), (confidence, interval.Upper), "whisker").Mark(confidence, accuracy, 2.5 + (5 * Math.Sqrt((double)bin.Rows / most)), "bin");
        }

        sheet.Figure("Reliability", chart.Draw(), Markup.Of(
            $"Rows in bins by confidence, larger dots for more rows, with 95\u00A0% intervals. On the {ReportSheet.Key("guess", "diagonal")} a probability is what it says; below it the model is too sure. Expected calibration error {PageText.Percent(calibration.ExpectedError)}."));
    }

    private static void Confidence(ReportSheet sheet, Calibration calibration)
    {
        int right = calibration.Bins.Sum(bin => bin.Correct), wrong = calibration.Bins.Sum(bin => bin.Rows) - right;
        var chart = new Chart(
            "Histogram of the confidence", $"How many rows were predicted with which confidence: {right} right and {wrong} wrong.",
            ChartAxis.Shares("confidence: probability of the predicted class"), ChartAxis.Counts("rows", calibration.Bins.Max(bin => bin.Rows)));
        foreach (CalibrationBin bin in calibration.Bins)
        {
            chart.Bar(bin.Lower, bin.Upper, 0, bin.Correct, "right").Bar(bin.Lower, bin.Upper, bin.Correct, bin.Rows, "wrong");
        }

        sheet.Figure("Confidence", chart.Draw(), Markup.Of(
            $"How sure the model is: {ReportSheet.Key("right", $"{NumberText.Count(right, "row")} right")} and {ReportSheet.Key("wrong", $"{NumberText.Count(wrong, "row")} wrong")}."));
    }
}
