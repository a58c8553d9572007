using Descent.Evaluation;

namespace Descent.Cli.Reports;

/// <summary>A part of the rows and how good the predictions for it are.</summary>
/// <param name="Name">train, validation or test.</param>
/// <param name="Metrics">What was measured.</param>
internal sealed record ReportPart(string Name, MetricSet Metrics)
{
    /// <summary>95 % intervals beyond those that the metrics have themselves, which they replace.</summary>
    public IReadOnlyDictionary<Metric, Interval> Intervals { get; init; } = new Dictionary<Metric, Interval>();

    /// <summary>What is to be known to read it; empty: nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>The interval of a metric, or null.</summary>
    public Interval? IntervalOf(Metric metric) => Intervals.TryGetValue(metric, out Interval given)
        ? given
        : Metrics.Values.Where(value => value.Metric == metric).Select(value => value.Interval).FirstOrDefault();
}

/// <summary>What another way to predict reaches on the same rows.</summary>
/// <param name="Name">As a sentence says it: "always saying yes", "a linear model".</param>
/// <param name="Metrics">How good it is.</param>
internal sealed record ReportBaseline(string Name, MetricSet Metrics);

/// <summary>How much worse a metric gets when the values of a column are shuffled among the rows.</summary>
/// <param name="Column">The column.</param>
/// <param name="Mean">The loss of quality, positive where the column helps, in the unit of the metric; the mean of several shuffles.</param>
/// <param name="Deviation">Their standard deviation.</param>
internal sealed record ReportImportance(string Column, double Mean, double Deviation);

/// <summary>Rows with their predictions.</summary>
/// <param name="Kind">What to call the rows: held-back, test, or nothing.</param>
/// <param name="Outputs">[rows, classes], or [rows] of a regression.</param>
/// <param name="Labels">The actual class of each row; empty for a regression.</param>
/// <param name="Predicted">The predicted class of each row; empty for a regression.</param>
/// <param name="Targets">The actual number of each row; empty for a classification.</param>
internal sealed record ReportPredictions(string Kind, float[] Outputs, int[] Labels, int[] Predicted, float[] Targets)
{
    public int Rows => Math.Max(Labels.Length, Targets.Length);

    private int Width => Outputs.Length / Rows;

    /// <summary>The output for a class.</summary>
    public float Of(int row, int output) => Outputs[(row * Width) + output];

    /// <summary>The output for the class that was predicted.</summary>
    public float Confidence(int row) => Of(row, Predicted[row]);
}

/// <summary>A row that was predicted wrongly.</summary>
/// <param name="Number">Its number in the data, from 1.</param>
/// <param name="Actual">What is right.</param>
/// <param name="Predicted">What was predicted.</param>
/// <param name="Measure">How sure the prediction was, or how far off.</param>
/// <param name="Cells">The cells of the row as they were read, without the target; an empty one is missing.</param>
internal sealed record ReportMistake(int Number, string Actual, string Predicted, string Measure, IReadOnlyList<string> Cells)
{
    /// <summary>The row as a square image, from 0, paper, to 1, ink; empty where it is none.</summary>
    public IReadOnlyList<float> Pixels { get; init; } = [];
}
