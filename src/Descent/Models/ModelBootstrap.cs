using Descent.Data;
using Descent.Evaluation;

namespace Descent.Models;

/// <summary>How sure the measured quality of a model is.</summary>
public static class ModelBootstrap
{
    /// <summary>The metrics of <see cref="Model.Evaluate"/> with 95 % intervals by the <see cref="Bootstrap"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Rows as <see cref="Model.Evaluate"/> takes them.</param>
    /// <param name="resamples">How many; left out: 1,000, fewer where they would take longer than about a second, but at least 100.</param>
    /// <param name="seed">Any number: the same seed draws the same rows.</param>
    /// <exception cref="ArgumentException">The rows do not fit the model, or there are fewer than 100 resamples.</exception>
    public static BootstrapIntervals EvaluateWithIntervals(this Model model, Dataset data, int? resamples = null, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        MetricSet measured = model.Evaluate(data);
        float[] predictions = model.Predict(data.Features.Span);
        if (model.Task == TaskKind.Regression)
            return Bootstrap.OfNumbers(predictions, data.Targets.Span, data.Outputs, resamples, seed);
        return measured[Metric.LogLoss] is null
            ? Bootstrap.OfScores(predictions, data.Outputs, data.Labels.Span, resamples, seed)
            : Bootstrap.OfProbabilities(predictions, data.Outputs, data.Labels.Span, resamples, seed);
    }
}
