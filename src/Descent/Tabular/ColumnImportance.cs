using System.Globalization;
using Descent.Evaluation;

namespace Descent.Tabular;

/// <summary>How much a model needs a column.</summary>
/// <param name="Column">The name of the column.</param>
/// <param name="Metric">The metric that gets worse.</param>
/// <param name="Worsening">By how much, on average: above 0 for a column that helps; about 0, also below, for one that is not used.</param>
/// <param name="StandardDeviation">Of the worsening, from one shuffle to another, or from one fold to another; <see langword="null"/> of a single one.</param>
/// <param name="AccuracyDrop">By how much the accuracy falls, on average; <see langword="null"/> for a regression.</param>
public readonly record struct ColumnImportance(string Column, Metric Metric, double Worsening, double? StandardDeviation, double? AccuracyDrop)
{
    /// <summary>Name and numbers: <c>age: logLoss +0.1203 nats (± 0.0101)</c>.</summary>
    public override string ToString()
    {
        string spread = StandardDeviation is { } deviation ? $" (± {Metric.Format(deviation)})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Column}: {Metric.Name} {(Metric.HigherIsBetter ? '-' : '+')}{Metric.Format(Worsening)}{spread}");
    }
}
