using Descent.Data;
using Descent.Evaluation;
using Descent.Networks;

namespace Descent.Tabular;

/// <summary>What predicts without much thought, to compare a model with: whoever is not better has learned nothing.</summary>
/// <param name="Answer">What it always says: a class, or <c>the mean</c>; for the linear model <c>linear model</c>.</param>
/// <param name="Metrics">How good it is on the rows that the model is measured on.</param>
public sealed record Baseline(string Answer, MetricSet Metrics)
{
    /// <summary>The score that a sentence quotes: the accuracy, or the root mean squared error.</summary>
    internal double Score => Metrics is ClassificationMetrics classes ? classes.Accuracy : ((RegressionMetrics)Metrics).Rmse;

    /// <summary>The most frequent class, with the shares of all classes as probabilities; or the mean of the targets.</summary>
    internal static Baseline Constant(Dataset train, Dataset test)
    {
        float[] predictions = ConstantPredictions(train, test.Rows);
        return train.Task == TaskKind.Regression
            ? new Baseline("the mean", RegressionMetrics.Compute(predictions, test.Targets.Span, test.Outputs))
            : new Baseline(train.Classes[PredictedClass.OfRows(predictions, train.Outputs)[0]], ClassificationMetrics.Compute(predictions, test.Outputs, test.Labels.Span));
    }

    /// <summary>The same answer for each row, [rows, classes or targets].</summary>
    internal static float[] ConstantPredictions(Dataset train, int rows)
    {
        double[] means = new double[train.Outputs];
        for (int row = 0; row < train.Rows; row++)
        {
            if (train.HasLabels)
                means[train.Labels.Span[row]]++;
            for (int output = 0; output < (train.HasLabels ? 0 : means.Length); output++)
                means[output] += train.Targets.Span[(row * means.Length) + output];
        }

        float[] predictions = new float[checked(rows * means.Length)];
        for (int i = 0; i < predictions.Length; i++)
            predictions[i] = (float)(means[i % means.Length] / train.Rows);
        return predictions;
    }
}
