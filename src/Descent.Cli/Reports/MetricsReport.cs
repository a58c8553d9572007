using Descent.Cli.Output;
using Descent.Cli.Sessions;
using Descent.Evaluation;
using Descent.Models;

namespace Descent.Cli.Reports;

/// <summary>How good a model is, for people: a sentence, a table, where it errs.</summary>
internal sealed class MetricsReport(TextWriter writer, Ink ink)
{
    private const int MostListed = 4;

    /// <summary>Writes the report.</summary>
    /// <param name="model">The model.</param>
    /// <param name="predicted">The rows that count, with their predictions.</param>
    /// <param name="parts">All parts that were measured.</param>
    /// <param name="baseline">What a guess would reach, if it is known.</param>
    public void Write(Model model, Predicted predicted, IReadOnlyList<MeasuredPart> parts, Baseline? baseline)
    {
        if (predicted.Metrics is ClassificationMetrics classification)
            Write(classification, predicted, parts, baseline);
        else if (predicted.Metrics is RegressionMetrics regression)
            Write(regression, predicted, parts, baseline, model.TargetName);
    }

    private void Write(ClassificationMetrics metrics, Predicted predicted, IReadOnlyList<MeasuredPart> parts, Baseline? baseline)
    {
        Interval interval = metrics.AccuracyInterval;
        string always = baseline is null ? "" : $"; always saying {NameText.Short(baseline.Answer)} would get {NumberText.Percent(baseline.Score)}";
        Paragraph.Write(
            writer,
            ink,
            "Result",
            $"{ink.Strong(NumberText.Percent(metrics.Accuracy))} of {Rows(predicted)} right (95 % interval {NumberText.Percent(interval.Lower)} to {NumberText.Percent(interval.Upper)}){always}");
        Table(parts);
        new ConfusionTable(writer, ink).Write(metrics.Confusion, predicted.Rows.Data.Classes);
        ListMistakes(predicted, metrics.Rows - metrics.Confusion.Correct);
    }

    private void Write(RegressionMetrics metrics, Predicted predicted, IReadOnlyList<MeasuredPart> parts, Baseline? baseline, string target)
    {
        string interval = metrics.RmseInterval is { } i
            ? $"; 95 % interval {NumberText.Short(Math.Max(0, i.Lower))} to {NumberText.Short(i.Upper)}"
            : "";
        string guess = baseline is null ? "" : $"; always saying the mean would miss by {NumberText.Short(baseline.Score)}";
        string explained = metrics.R2 switch
        {
            null => "",
            < 0 => ". That is worse than always saying the mean of these rows",
            { } r2 => $". {NumberText.Percent(r2)} of the variance is explained",
        };
        Paragraph.Write(
            writer,
            ink,
            "Result",
            $"{NameText.Short(target)} is missed by {ink.Strong(NumberText.Short(metrics.Rmse))} on {Rows(predicted)} (root mean square{interval}){guess}{explained}");
        Table(parts);

        writer.WriteLine();
        writer.WriteLine(ink.Strong($"Largest errors in {NameText.Short(target)}"));
        var table = new TextTable(true, true, true, true);
        table.Add(new("row", ink.Faint), new("actual", ink.Faint), new("predicted", ink.Faint), new("error", ink.Faint));
        foreach (int row in Mistakes.Worst(predicted, MostListed))
        {
            double error = Mistakes.Error(predicted, row);
            table.Add(
                NumberText.Whole(predicted.Rows.Numbers[row]),
                NumberText.Short(predicted.Rows.Data.Targets.Span[row]),
                NumberText.Short(predicted.Outputs[row]),
                (error > 0 ? "+" : "") + NumberText.Short(error));
        }

        table.WriteTo(writer);
    }

    private void Table(IReadOnlyList<MeasuredPart> parts)
    {
        writer.WriteLine();
        var table = new TextTable([false, .. parts.Select(_ => true)]);
        if (parts.Count > 1)
            table.Add([new("", null), .. parts.Select(part => new TableCell(part.Part, ink.Faint))]);
        foreach (Metric metric in parts[0].Metrics.Metrics)
        {
            if (parts.Any(part => part.Metrics[metric] is not null))
                table.Add([metric.Name, .. parts.Select(part => (TableCell)(part.Metrics[metric] is { } value ? metric.Format(value) : "-"))]);
        }

        table.WriteTo(writer);
    }

    private void ListMistakes(Predicted predicted, int count)
    {
        if (count == 0)
            return;
        writer.WriteLine();
        int[] rows = [.. Mistakes.Worst(predicted, MostListed)];
        string title = count <= rows.Length ? $"{NumberText.Count(count, "mistake")}" : $"The surest of {count} mistakes";
        writer.WriteLine(ink.Strong(title));
        if (DigitDrawing.CanDraw(predicted.Rows.Data))
        {
            new DigitDrawing(writer, ink).Write(predicted, rows);
            return;
        }

        IReadOnlyList<string> classes = predicted.Rows.Data.Classes;
        var table = new TextTable(true, false, false);
        foreach (int row in rows)
        {
            table.Add(
                $"row {NumberText.Whole(predicted.Rows.Numbers[row])}:",
                $"is {NameText.Short(classes[predicted.Rows.Data.Labels.Span[row]])},",
                $"taken for {NameText.Short(classes[predicted.Classes[row]])} ({NumberText.RoundPercent(Mistakes.Confidence(predicted, row))})");
        }

        table.WriteTo(writer);
    }

    private static string Rows(Predicted predicted) =>
        NumberText.Count(predicted.Rows.Data.Rows, predicted.Rows.Kind.Length == 0 ? "row" : $"{predicted.Rows.Kind} row");
}
