using Descent.Cli.Reports;
using Descent.Data;
using Descent.Evaluation;
using Descent.Networks;
using Descent.Training;

namespace Descent.Cli.Tests.Reports;

/// <summary>Contents of reports that were not trained but made up, so that a test knows every number.</summary>
internal static class SampleReports
{
    /// <summary>A classification with everything that a page can show.</summary>
    public static ReportContent Classification(int classes = 3, int rows = 60, int seed = 1)
    {
        var random = new Random(seed);
        string[] names = [.. Enumerable.Range(0, classes).Select(k => $"class {k}")];
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % classes)];
        float[] outputs = [.. Enumerable.Range(0, rows).SelectMany(row => Distribution(random, classes, labels[row]))];
        int[] predicted = PredictedClass.OfRows(outputs, classes);
        MetricSet metrics = ClassificationMetrics.Compute(outputs, classes, labels);
        float[] even = [.. Enumerable.Repeat(1f / classes, rows * classes)];
        int[] wrong = [.. Enumerable.Range(0, rows).Where(row => labels[row] != predicted[row]).Take(5)];
        return Common(TaskKind.Classification, names, metrics, new ReportPredictions("test", outputs, labels, predicted, [])) with
        {
            Baselines =
            [
                new ReportBaseline("always saying class 0", ClassificationMetrics.Compute(even, classes, labels)),
                new ReportBaseline("a linear model", ClassificationMetrics.Compute([.. Enumerable.Range(0, rows).SelectMany(row => Distribution(random, classes, labels[row]))], classes, labels)),
            ],
            Folds = [metrics, ClassificationMetrics.Compute(even, classes, labels)],
            Mistakes = [.. wrong.Select(row => new ReportMistake(row + 1, names[labels[row]], names[predicted[row]], "61.2 %", ["3.5", "", "x"]))],
            Targets = [new ReportTarget("train", [.. names.Select((_, k) => 10 + k)], null), new ReportTarget("test", [.. names.Select((_, k) => labels.Count(label => label == k))], null)],
        };
    }

    /// <summary>A regression with everything that a page can show.</summary>
    public static ReportContent Regression(int rows = 60)
    {
        var random = new Random(2);
        float[] targets = [.. Enumerable.Range(0, rows).Select(row => 1000f + (100 * row))];
        float[] outputs = [.. targets.Select(target => target + (float)(500 * (random.NextDouble() - 0.5)))];
        MetricSet metrics = RegressionMetrics.Compute(outputs, targets);
        return Common(TaskKind.Regression, [], metrics, new ReportPredictions("held-back", outputs, [], [], targets)) with
        {
            Baselines = [new ReportBaseline("always saying the mean", RegressionMetrics.Compute([.. Enumerable.Repeat(targets.Average(), rows)], targets))],
            Folds = [metrics, metrics, metrics],
            Mistakes = [new ReportMistake(17, "1,000", "1,249", "+249", ["3.5", "", "x"])],
            Targets = [new ReportTarget("train", [], NumberDistribution.Of([1, 2, 3], 24))],
        };
    }

    /// <summary>The page of a content.</summary>
    public static string Page(ReportContent content)
    {
        var writer = new StringWriter { NewLine = "\n" };
        ReportPage.Write(content, writer);
        return writer.ToString();
    }

    private static ReportContent Common(TaskKind task, string[] classes, MetricSet metrics, ReportPredictions predictions) => new()
    {
        Data = "sample.csv",
        Target = "target",
        Task = task,
        Classes = classes,
        Features = 5,
        Parts = [new ReportPart("train", metrics), new ReportPart("validation", metrics) { Note = "seen in part" }, new ReportPart("test", metrics)],
        Predictions = predictions,
        Warnings = ["something is odd"],
        Findings = [new Finding(FindingKind.DeadUnits, FindingSeverity.Warning, "hidden layer 1", "9 of 16 units are dead", 9, "Lower the learning rate")],
        IsDiagnosed = true,
        Importance = [new ReportImportance("length", 0.21, 0.02), new ReportImportance("width", -0.004, 0.01), new ReportImportance("colour", 0.05, 0.015)],
        CellNames = ["length", "width", "colour"],
        Columns =
        [
            new ReportColumn("length", "numeric", "a number; if missing 4", 0.0125, NumberDistribution.Of([1, 2, 2, 3, 8], 24)),
            new ReportColumn("colour", "categorical", "one of red, blue: a feature for each", 0, CategoryDistribution.Of(["red", "red", "red", "blue", "blue", "green", "gold"])),
            new ReportColumn("name", "categorical", "a feature for each", 0, null),
        ],
        ColumnCount = 3,
        LeftOut = [new LeftOutColumn("id", ColumnKind.Identifier, "every value is different")],
        Choices = [new ReportFact("Network", "5 → 8 relu → 3 softmax")],
        Reasons = ["few rows: one small network"],
        Layers = [new ReportLayer("hidden 1", 5, 8, "relu", 0.1f, 48), new ReportLayer("output", 8, 3, "softmax", 0, 27)],
        Learning = new ReportLearning(History(12, 2), 9, "cross-entropy", "12 epochs of 12.") { Others = [History(10, 2.2), History(14, 1.8)] },
        Command = "descent train sample.csv --report page.html",
        Origin = [new ReportFact("Program", "descent 0.1.0"), new ReportFact("SHA-256 of the parameters", "00ff", IsCode: true)],
    };

    private static EpochReport[] History(int epochs, double first) =>
    [
        .. Enumerable.Range(1, epochs).Select(epoch => new EpochReport(
            epoch, 0.01f, first * Math.Exp(-0.3 * epoch), 1 - (0.5 / epoch), (first * Math.Exp(-0.2 * epoch)) + 0.1, 1 - (0.6 / epoch), IsBest: true)),
    ];

    private static IEnumerable<float> Distribution(Random random, int classes, int label)
    {
        double[] weights = [.. Enumerable.Range(0, classes).Select(k => random.NextDouble() + (k == label ? 0.8 : 0))];
        return weights.Select(weight => (float)(weight / weights.Sum()));
    }
}
