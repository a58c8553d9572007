using Descent.Evaluation;

namespace Descent.Tests.Evaluation;

/// <summary>The worked example of docs/metrics.md. Its numbers are sums of powers of two, so float32 holds them exactly.</summary>
internal static class Example
{
    public const int Classes = 3;

    public static readonly float[] Probabilities =
    [
        0.5f, 0.25f, 0.25f,
        0.25f, 0.5f, 0.25f,
        0.125f, 0.75f, 0.125f,
        0.25f, 0.25f, 0.5f,
        0.125f, 0.125f, 0.75f,
        0.5f, 0.5f, 0f,
    ];

    public static readonly int[] Labels = [0, 0, 1, 1, 2, 1];

    public static readonly float[] Predictions = [3.5f, 0.5f, 2f, 5f];

    public static readonly float[] Targets = [3f, 0.5f, 1f, 7f];

    public static ClassificationMetrics Classified => ClassificationMetrics.Compute(Probabilities, Classes, Labels);

    public static RegressionMetrics Regressed => RegressionMetrics.Compute(Predictions, Targets);
}
