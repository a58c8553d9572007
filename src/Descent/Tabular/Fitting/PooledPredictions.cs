using Descent.Data;
using Descent.Evaluation;

namespace Descent.Tabular;

/// <summary>Predictions for rows of a table, perhaps by several models.</summary>
/// <param name="Rows">The indices of the rows in the table.</param>
/// <param name="Data">The same rows as numbers; made by the preprocessing of one of the models.</param>
/// <param name="Predictions">[rows, classes or targets].</param>
/// <param name="Metrics">How good they are.</param>
internal sealed record PooledPredictions(int[] Rows, Dataset Data, float[] Predictions, MetricSet Metrics)
{
    /// <summary>How good predictions of a model are.</summary>
    /// <param name="areProbabilities">Whether those of a classification sum to 1.</param>
    /// <param name="predictions">[rows, classes or targets].</param>
    /// <param name="rows">The rows.</param>
    public static MetricSet Measure(bool areProbabilities, float[] predictions, Dataset rows) =>
        rows.Task == TaskKind.Regression ? RegressionMetrics.Compute(predictions, rows.Targets.Span, rows.Outputs)
        : areProbabilities ? ClassificationMetrics.Compute(predictions, rows.Outputs, rows.Labels.Span)
        : ClassificationMetrics.ComputeFromScores(predictions, rows.Outputs, rows.Labels.Span);
}
