using Descent.Cli.Inputs;
using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;

namespace Descent.Cli.Sessions;

/// <summary>A part of the data and how well a model does on it.</summary>
/// <param name="Part">train, validation or test.</param>
/// <param name="Metrics">What was measured.</param>
internal sealed record MeasuredPart(string Part, MetricSet Metrics)
{
    /// <summary>Measures a model.</summary>
    /// <exception cref="WorkFailedException">What it predicts has no metrics.</exception>
    public static MeasuredPart Of(string part, Model model, Dataset data)
    {
        try
        {
            return new MeasuredPart(part, model.Evaluate(data));
        }
        catch (ArgumentException error)
        {
            throw new WorkFailedException($"the model cannot be measured on the {part} rows: {ErrorText.Of(error)}", error);
        }
    }
}

/// <summary>Predictions for rows whose targets are known.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Metrics">How good the predictions are.</param>
/// <param name="Outputs">[rows, columns] as the model predicts them.</param>
/// <param name="Classes">The predicted class of each row, [rows]; empty for a regression.</param>
internal sealed record Predicted(TestRows Rows, MetricSet Metrics, float[] Outputs, int[] Classes)
{
    public static Predicted Of(Model model, TestRows rows, MetricSet metrics)
    {
        float[] outputs = model.Predict(rows.Data.Features.Span);
        int[] classes = model.Task == TaskKind.Classification ? PredictedClass.OfRows(outputs, model.PredictionColumns) : [];
        return new Predicted(rows, metrics, outputs, classes);
    }
}
