using Descent.Evaluation;

namespace Descent.Tabular;

/// <summary>A part of the rows and how well a model does on it.</summary>
/// <param name="Part">train, validation or test.</param>
/// <param name="Metrics">What was measured.</param>
public sealed record MeasuredPart(string Part, MetricSet Metrics)
{
    /// <summary>The rows that were learned from.</summary>
    public const string Train = "train";

    /// <summary>The rows that networks had held back, each predicted by the networks that had not learned from it.</summary>
    public const string Validation = "validation";

    /// <summary>The rows that no network learned from.</summary>
    public const string Test = "test";
}
