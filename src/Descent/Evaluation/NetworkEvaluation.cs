using Descent.Data;
using Descent.Networks;

namespace Descent.Evaluation;

/// <summary>Measures a network on labelled rows.</summary>
public static class NetworkEvaluation
{
    /// <summary>The metrics that belong to the task of the data.</summary>
    /// <param name="network">The network; it is only read. A single output is read as the probability of the second class.</param>
    /// <param name="data">Rows as the network expects them: scaled as its training rows were.</param>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    public static MetricSet Evaluate(this Network network, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return data.Task == TaskKind.Classification
            ? network.EvaluateClassification(data)
            : network.EvaluateRegression(data);
    }

    /// <summary>The metrics of a classification.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public static ClassificationMetrics EvaluateClassification(this Network network, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Task != TaskKind.Classification)
            throw new ArgumentException("The data is a regression, which has no classes to be right about. Use EvaluateRegression.", nameof(data));
        return Classification(network, Predictions(network, data), data);
    }

    /// <summary>The metrics of a regression.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public static RegressionMetrics EvaluateRegression(this Network network, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Task != TaskKind.Regression)
            throw new ArgumentException("The data is a classification, which has no numbers as targets. Use EvaluateClassification.", nameof(data));
        return RegressionMetrics.Compute(Predictions(network, data), data.Targets.Span, data.Outputs);
    }

    /// <summary>The metrics of outputs that a network of this kind put out, tempered by T.</summary>
    internal static ClassificationMetrics Classification(Network network, ReadOnlySpan<float> outputs, Dataset data, double temperature = 1)
    {
        if (!data.HasLabels)
            throw new ArgumentException("The metrics of a classification need one class for each row; this data has weights per class instead.", nameof(data));
        if (network.Outputs == 1)
            outputs = ClassProbabilities.OfTwo(outputs);
        if (!ClassProbabilities.IsDistribution(network))
            return ClassificationMetrics.ComputeFromScores(outputs, data.Outputs, data.Labels.Span);
        if (temperature == 1)
            return ClassificationMetrics.Compute(outputs, data.Outputs, data.Labels.Span);
        float[] tempered = outputs.ToArray();
        TemperatureScaling.Apply(tempered, data.Outputs, temperature);
        return ClassificationMetrics.Compute(tempered, data.Outputs, data.Labels.Span);
    }

    private static float[] Predictions(Network network, Dataset data)
    {
        if (data.Inputs != network.Inputs)
            throw new ArgumentException($"The data has {data.Inputs} features, but the network has {network.Inputs} inputs.", nameof(data));
        bool isBinaryUnit = data.HasLabels && data.Outputs == 2 && network.Outputs == 1;
        if (data.Outputs != network.Outputs && !isBinaryUnit)
            throw new ArgumentException($"The data has {data.Outputs} classes or targets, but the network has {network.Outputs} outputs.", nameof(data));
        return network.Predict(data.Features.Span);
    }
}
