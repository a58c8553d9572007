using Descent.Cli.Output;
using Descent.Cli.Sessions;
using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Tabular;

namespace Descent.Cli.Reports;

/// <summary>How good a model is, for people: a sentence, a table, where it errs.</summary>
internal sealed class MetricsReport(TextWriter writer, Ink ink)
{
    private const int MostListed = 4;
    private const string Nats = "nats";

    /// <summary>Writes the report.</summary>
    /// <param name="model">The model.</param>
    /// <param name="predicted">The rows that count, with their predictions.</param>
    /// <param name="parts">All parts that were measured.</param>
    /// <param name="beside">What stands beside the model; left out: nothing.</param>
    public void Write(Model model, Predicted predicted, IReadOnlyList<MeasuredPart> parts, Comparison? beside = null)
    {
        beside ??= Comparison.Of(intervals: null);
        string result = predicted.Metrics is ClassificationMetrics classes ? Sentence(classes, predicted, beside) : Sentence((RegressionMetrics)predicted.Metrics, predicted, beside, model.TargetName);
        Paragraph.Write(writer, ink, "Result", result);
        if (beside.Linear is { } linear && !Comparison.IsBetter(predicted.Metrics, linear.Metrics))
            Paragraph.Write(writer, ink, "", "The linear model is as good: on these rows the hidden layers add nothing.");
        Table(parts, beside);
        Intervals(beside);
        if (predicted.Metrics is ClassificationMetrics classification)
        {
            new ConfusionTable(writer, ink).Write(classification.Confusion, predicted.Rows.Data.Classes);
            ListMistakes(predicted, classification.Rows - classification.Confusion.Correct);
        }
        else
        {
            ListErrors(predicted, model.TargetName);
        }
    }

    private string Sentence(ClassificationMetrics metrics, Predicted predicted, Comparison beside)
    {
        Interval interval = metrics.AccuracyInterval;
        string always = beside.Constant is { } constant ? $"; always saying {NameText.Short(constant.Answer)} would get {NumberText.Percent(constant.Score)}" : "";
        string linear = beside.Linear is { } line ? $", a linear model {NumberText.Percent(line.Score)}" : "";
        return $"{ink.Strong(NumberText.Percent(metrics.Accuracy))} of {Rows(predicted)} right (95 % interval {NumberText.Percent(interval.Lower)} to {NumberText.Percent(interval.Upper)}){always}{linear}";
    }

    private string Sentence(RegressionMetrics metrics, Predicted predicted, Comparison beside, string target)
    {
        string interval = metrics.RmseInterval is { } i
            ? $"; 95 % interval {NumberText.Short(Math.Max(0, i.Lower))} to {NumberText.Short(i.Upper)}"
            : "";
        string guess = beside.Constant is { } constant ? $"; always saying the mean would miss by {NumberText.Short(constant.Score)}" : "";
        string linear = beside.Linear is { } line ? $", a linear model by {NumberText.Short(line.Score)}" : "";
        string explained = metrics.R2 switch
        {
            null => "",
            < 0 => ". That is worse than always saying the mean of these rows",
            { } r2 => $". {NumberText.Percent(r2)} of the variance is explained",
        };
        return $"{NameText.Short(target)} is missed by {ink.Strong(NumberText.Short(metrics.Rmse))} on {Rows(predicted)} (root mean square{interval}){guess}{linear}{explained}";
    }

    private void Table(IReadOnlyList<MeasuredPart> parts, Comparison beside)
    {
        (string Name, Func<Metric, string?> Value)[] columns =
        [
            .. parts.Select(part => (part.Part, Text(part.Metrics))),
            .. beside.Folds is { } folds ? [($"{folds.Folds.Count} folds", Spread(folds))] : Array.Empty<(string, Func<Metric, string?>)>(),
            .. new[] { ("linear", beside.Linear), ("constant", beside.Constant) }.Where(entry => entry.Item2 is not null).Select(entry => (entry.Item1, Text(entry.Item2!.Metrics))),
        ];
        writer.WriteLine();
        var table = new TextTable([false, .. columns.Select(_ => true)]);
        if (columns.Length > 1)
            table.Add([new("", null), .. columns.Select(column => new TableCell(column.Name, ink.Faint))]);
        foreach (Metric metric in parts[0].Metrics.Metrics)
        {
            string?[] values = [.. columns.Select(column => column.Value(metric))];
            if (values.Any(value => value is not null))
                table.Add([metric.Unit == Nats ? $"{metric.Name}, {Nats}" : metric.Name, .. values.Select(value => (TableCell)(value ?? "-"))]);
        }

        table.WriteTo(writer);
    }

    // Without that of the sentence above.
    private void Intervals(Comparison beside)
    {
        string[] texts =
        [
            .. from entry in beside.Intervals
               where entry.Key != Metric.Accuracy && entry.Key != Metric.Rmse
               select $"{entry.Key.Name} {entry.Key.Format(entry.Value.Lower)} to {entry.Key.Format(entry.Value.Upper)}",
        ];
        if (texts.Length == 0)
            return;
        writer.WriteLine();
        Paragraph.Write(writer, ink, "Intervals", $"of 95 %, by {NumberText.Whole(beside.Resamples)} resamples of these rows: {string.Join(", ", texts)}");
    }

    private static Func<Metric, string?> Text(MetricSet metrics) => metric => metrics[metric] is { } value ? InTable(metric, value) : null;

    // The unit of a loss stands at the name, to keep the columns narrow.
    private static string InTable(Metric metric, double value) => metric.Format(value).Replace($" {Nats}", "", StringComparison.Ordinal);

    private static Func<Metric, string?> Spread(CrossValidation folds) => metric => folds.Spreads.FirstOrDefault(spread => spread.Metric == metric) is { } spread
        ? $"{InTable(metric, spread.Mean)} ± {InTable(metric, spread.StandardDeviation)}"
        : null;

    private void ListErrors(Predicted predicted, string target)
    {
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
