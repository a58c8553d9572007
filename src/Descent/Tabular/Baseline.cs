using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;

namespace Descent.Tabular;

/// <summary>What predicts without much thought, to compare a model with: whoever is not better has learned nothing.</summary>
/// <param name="Answer">What it always says: a class, or <c>the mean</c>; for the linear model <c>linear model</c>.</param>
/// <param name="Metrics">How good it is on the rows that the model is measured on.</param>
public sealed record Baseline(string Answer, MetricSet Metrics)
{
    /// <summary>The score that a sentence quotes: the accuracy, or the root mean squared error.</summary>
    internal double Score => Metrics is ClassificationMetrics classes ? classes.Accuracy : ((RegressionMetrics)Metrics).Rmse;

    /// <summary>
    /// Always what the training rows of a model say: their most frequent class, with the shares of all classes as probabilities; or the
    /// mean of their targets.
    /// </summary>
    /// <param name="model">The model; its <see cref="TrainingRecord.TargetMeans"/> say it.</param>
    /// <param name="rows">Rows as <see cref="Model.Evaluate"/> takes them.</param>
    /// <returns>The baseline; <see langword="null"/> where the model does not know its training rows, as one of an earlier version.</returns>
    /// <exception cref="ArgumentException">The rows have other classes or targets than the model.</exception>
    public static Baseline? ConstantOf(Model model, Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        model.RequireFits(rows);
        return model.Training is { TargetMeans: { Count: > 0 } means } ? Constant([.. means], model.Classes, rows) : null;
    }

    /// <summary>The most frequent class, with the shares of all classes as probabilities; or the mean of the targets.</summary>
    internal static Baseline Constant(Dataset train, Dataset test) => Constant(MeansOf(train), train.Classes, test);

    /// <summary>The share of each class, or the mean of each target.</summary>
    internal static float[] MeansOf(Dataset rows)
    {
        double[] sums = new double[rows.Outputs];
        for (int row = 0; row < rows.Rows; row++)
        {
            if (rows.HasLabels)
                sums[rows.Labels.Span[row]]++;
            for (int output = 0; output < (rows.HasLabels ? 0 : sums.Length); output++)
                sums[output] += rows.Targets.Span[(row * sums.Length) + output];
        }

        return [.. sums.Select(sum => (float)(sum / rows.Rows))];
    }

    /// <summary>The same answer for each row, [rows, classes or targets].</summary>
    internal static float[] Repeat(float[] means, int rows)
    {
        float[] predictions = new float[checked(rows * means.Length)];
        for (int row = 0; row < rows; row++)
            means.CopyTo(predictions, row * means.Length);
        return predictions;
    }

    private static Baseline Constant(float[] means, IReadOnlyList<string> classes, Dataset test)
    {
        float[] predictions = Repeat(means, test.Rows);
        return test.Task == TaskKind.Regression
            ? new Baseline("the mean", RegressionMetrics.Compute(predictions, test.Targets.Span, test.Outputs))
            : new Baseline(classes[PredictedClass.OfRows(means, means.Length)[0]], ClassificationMetrics.Compute(predictions, test.Outputs, test.Labels.Span));
    }
}
