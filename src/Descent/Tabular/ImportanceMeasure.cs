using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;
using Descent.Numerics;

namespace Descent.Tabular;

/// <summary>How much worse a model predicts from features that were changed.</summary>
internal sealed class ImportanceMeasure
{
    // No probability counts as less, so that one row cannot decide.
    private const float LeastProbability = 1e-6f;

    private readonly Model _model;
    private readonly Dataset _data;
    private readonly double _accuracy;

    public ImportanceMeasure(Model model, Dataset data)
    {
        _model = model;
        _data = data;
        Metric = !IsClassification ? Metric.Rmse : ClassProbabilities.IsDistribution(model.Network) ? Metric.LogLoss : Metric.Accuracy;
        Predictions = model.Predict(data.Features.Span);
        _accuracy = IsClassification ? Accuracy(Predictions) : 0;
        Baseline = Measure(Predictions);
    }

    public Metric Metric { get; }

    public double Baseline { get; }

    /// <summary>The predictions from the features as they are, [rows, columns].</summary>
    public float[] Predictions { get; }

    public int Rows => _data.Rows;

    public bool IsClassification => _model.Task == TaskKind.Classification;

    /// <summary>By how much the metric gets worse, and by how much the accuracy falls.</summary>
    /// <param name="features">[rows, features], as the model takes them.</param>
    public (double Worsening, double AccuracyDrop) Worsening(float[] features)
    {
        float[] predictions = _model.Predict(features);
        double change = Measure(predictions) - Baseline;
        return (Metric.HigherIsBetter ? -change : change, IsClassification ? _accuracy - Accuracy(predictions) : 0);
    }

    private double Measure(float[] predictions)
    {
        if (Metric == Metric.Accuracy)
            return Accuracy(predictions);

        double sum = 0;
        if (Metric == Metric.LogLoss)
        {
            for (int row = 0; row < Rows; row++)
                sum -= ScalarMath.Log(Math.Max(predictions[(row * _data.Outputs) + _data.Labels.Span[row]], LeastProbability));
            return sum / Rows;
        }

        ReadOnlySpan<float> targets = _data.Targets.Span;
        for (int i = 0; i < predictions.Length; i++)
        {
            double error = (double)predictions[i] - targets[i];
            sum += error * error;
        }

        return Math.Sqrt(sum / predictions.Length);
    }

    private double Accuracy(float[] predictions)
    {
        int[] predicted = PredictedClass.OfRows(predictions, _data.Outputs);
        int right = 0;
        for (int row = 0; row < predicted.Length; row++)
            right += predicted[row] == _data.Labels.Span[row] ? 1 : 0;
        return (double)right / predicted.Length;
    }
}
