using Descent.Cli.Inputs;
using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;
using Descent.Tabular;

namespace Descent.Cli.Sessions;

/// <summary>Predictions for rows whose targets are known.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Metrics">How good the predictions are.</param>
/// <param name="Outputs">[rows, columns] as the model predicts them.</param>
/// <param name="Classes">The predicted class of each row, [rows]; empty for a regression.</param>
internal sealed record Predicted(TestRows Rows, MetricSet Metrics, float[] Outputs, int[] Classes)
{
    /// <summary>What a model says of rows.</summary>
    public static Predicted Of(Model model, TestRows rows, MetricSet metrics) => Of(rows, metrics, model.Predict(rows.Data.Features.Span));

    /// <summary>The rows that a training was measured on: those that no network learned from, or those of the cross-validation.</summary>
    public static Predicted Of(TableTraining training, TableTrainingResult result, TrainingInput input)
    {
        if (training.Tables.Test is { } test && result.Test is { } metrics)
            return Of(result.Model, new TestRows(test.Data, test.Numbers, input.TestData ?? input.Data, input.TestKind), metrics);
        PooledPredictions pooled = result.CrossValidation!.Predictions;
        int[] numbers = [.. pooled.Rows.Select(row => training.Folds!.Numbers[row])];
        return Of(new TestRows(pooled.Data, numbers, input.Data, "cross-validated"), pooled.Metrics, pooled.Predictions);
    }

    private static Predicted Of(TestRows rows, MetricSet metrics, float[] outputs) =>
        new(rows, metrics, outputs, rows.Data.Task == TaskKind.Classification ? PredictedClass.OfRows(outputs, rows.Data.Outputs) : []);
}
