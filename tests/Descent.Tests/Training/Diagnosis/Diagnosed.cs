using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training.Diagnosis;

/// <summary>A training under a diagnosis.</summary>
internal static class Diagnosed
{
    /// <summary>What is found in a training, also in one that diverges.</summary>
    public static IReadOnlyList<Finding> Findings(
        Dataset data, Network network, Loss loss, Optimizer optimizer, TrainingOptions options, Dataset? table = null, Action<Finding>? onWarning = null)
    {
        var diagnosis = new TrainingDiagnosis(onWarning) { Table = table };
        try
        {
            new Trainer(network, loss, optimizer) { Threads = 1 }.Train(data, options, diagnosis);
        }
        catch (NonFiniteLossException)
        {
        }

        return diagnosis.Findings;
    }

    /// <summary>A classification by Adam at a rate that suits it, unless told otherwise.</summary>
    public static IReadOnlyList<Finding> Classify(
        Dataset data, Activation hidden, Optimizer? optimizer = null, int epochs = 20, Dataset? table = null) => Findings(
            data,
            Network.Build(data.Inputs, 3, Layer.Dense(16, hidden), Layer.Dense(data.Outputs, Activation.Softmax)),
            Loss.CrossEntropy,
            optimizer ?? new Adam { LearningRate = 0.01f },
            new TrainingOptions { Epochs = epochs },
            table);

    public static Finding Single(this IReadOnlyList<Finding> findings, FindingKind kind) =>
        Assert.Single(findings, finding => finding.Kind == kind);

    public static void AssertNone(this IReadOnlyList<Finding> findings, FindingKind kind) =>
        Assert.DoesNotContain(findings, finding => finding.Kind == kind);

    /// <summary>The same rows with another column behind the others.</summary>
    public static Dataset With(this Dataset data, string name, Func<int, float> value)
    {
        float[] features = new float[data.Rows * (data.Inputs + 1)];
        for (int row = 0; row < data.Rows; row++)
        {
            data.Row(row).CopyTo(features.AsSpan(row * (data.Inputs + 1)));
            features[((row + 1) * (data.Inputs + 1)) - 1] = value(row);
        }

        string[] names = [.. data.FeatureNames, name];
        return data.HasLabels
            ? Dataset.Classification(features, data.Inputs + 1, data.Labels.Span, data.Classes, names)
            : Dataset.Regression(features, data.Inputs + 1, data.Targets.Span, data.Outputs, names);
    }
}
