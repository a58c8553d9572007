using Descent.Data;
using Descent.Reference;
using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>The curves of the training.</summary>
internal static class LearningPart
{
    // Below this ratio a logarithmic axis shows nothing that a linear one does not.
    private const double WorthALogarithm = 5;
    private const int MostOthers = 40;

    public static void Write(ReportSheet sheet, ReportLearning learning)
    {
        sheet.Paragraph(Markup.Text(learning.Ending));
        sheet.Figures(() =>
        {
            Losses(sheet, learning);
            if (learning.History.Any(epoch => epoch.TrainAccuracy is not null))
                Accuracies(sheet, learning);
        });
    }

    private static void Losses(ReportSheet sheet, ReportLearning learning)
    {
        IReadOnlyList<EpochReport>[] others = [.. learning.Others.Take(MostOthers)];
        double[] all = [.. others.Append(learning.History).SelectMany(history => history).SelectMany(epoch => (double[])[epoch.TrainLoss, epoch.ValidationLoss ?? epoch.TrainLoss]).Where(double.IsFinite)];
        double low = all.DefaultIfEmpty(0).Min(), high = all.DefaultIfEmpty(1).Max();
        bool isLogarithmic = low > 0 && high > WorthALogarithm * low;
        string label = $"loss ({learning.Loss}){(isLogarithmic ? ", logarithmic" : "")}";
        bool hasValidation = learning.History.Any(epoch => epoch.ValidationLoss is not null);
        var chart = new Chart(
            "Learning curves", $"The loss on the rows that were learned from{(hasValidation ? " and on those held back" : "")}, epoch by epoch.",
            Epochs(learning, others), isLogarithmic ? ChartAxis.Ratios(label, low, high) : ChartAxis.Extended(label, low, high));
        foreach (IReadOnlyList<EpochReport> history in others)
            chart.Line(history.Select(epoch => ((double)epoch.Epoch, epoch.ValidationLoss ?? epoch.TrainLoss)), "other");
        Best(chart, learning, hasValidation);
        Both(chart, learning, epoch => epoch.TrainLoss, epoch => epoch.ValidationLoss);
        string dropout = " The training loss is measured before each update, with dropout where there is some.";
        sheet.Figure("Loss", chart.Draw(), Keys(hasValidation) + (others.Length > 0 ? Markup.Of($" {ReportSheet.Key("other", $"the other {others.Length} networks")}") : Markup.Empty) + Markup.Of($".{dropout}"));
    }

    private static void Accuracies(ReportSheet sheet, ReportLearning learning)
    {
        bool hasValidation = learning.History.Any(epoch => epoch.ValidationAccuracy is not null);
        var chart = new Chart(
            "Accuracy while learning", $"The share of right rows among those that were learned from{(hasValidation ? " and those held back" : "")}, epoch by epoch.",
            Epochs(learning, []), ChartAxis.Shares("right rows", learning.History.Min(epoch => Math.Min(epoch.TrainAccuracy ?? 1, epoch.ValidationAccuracy ?? 1))));
        Best(chart, learning, hasValidation);
        Both(chart, learning, epoch => epoch.TrainAccuracy, epoch => epoch.ValidationAccuracy);
        sheet.Figure("Accuracy", chart.Draw(), Keys(hasValidation) + Markup.Text("."));
    }

    private static ChartAxis Epochs(ReportLearning learning, IReadOnlyList<EpochReport>[] others) =>
        ChartAxis.Whole("epoch", 1, Math.Max(learning.History[^1].Epoch, others.Where(history => history.Count > 0).Select(history => history[^1].Epoch).DefaultIfEmpty(1).Max()));

    private static void Best(Chart chart, ReportLearning learning, bool hasValidation)
    {
        if (hasValidation && learning.BestEpoch > 0)
            chart.Rule(learning.BestEpoch, $"best: epoch {NumberText.Whole(learning.BestEpoch)}");
    }

    private static void Both(Chart chart, ReportLearning learning, Func<EpochReport, double?> train, Func<EpochReport, double?> validation)
    {
        chart.Line(Points(train), "train").Line(Points(validation), "validation");

        IEnumerable<(double, double)> Points(Func<EpochReport, double?> value) =>
            learning.History.Where(epoch => value(epoch) is not null).Select(epoch => ((double)epoch.Epoch, value(epoch)!.Value));
    }

    private static Markup Keys(bool hasValidation) => hasValidation
        ? Markup.Of($"{ReportSheet.Key("train", "learned from")} {ReportSheet.Key("validation", "held back to choose the best epoch")}")
        : ReportSheet.Key("train", "learned from");
}
