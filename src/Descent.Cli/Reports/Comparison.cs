using Descent.Evaluation;
using Descent.Tabular;

namespace Descent.Cli.Reports;

/// <summary>What a result is compared with.</summary>
/// <param name="Intervals">How far the metrics may be off; null: not known.</param>
/// <param name="Folds">The cross-validation; null: none.</param>
/// <param name="Constant">What always says the same; null: nothing.</param>
/// <param name="Linear">A linear model; null: none.</param>
internal sealed record Comparison(BootstrapIntervals? Intervals, CrossValidation? Folds, Baseline? Constant, Baseline? Linear)
{
    public static Comparison None { get; } = new(null, null, null, null);

    /// <summary>What stands beside the result of a training, on the same rows.</summary>
    public static Comparison Of(TableTrainingResult result) => new(
        result.TestIntervals, result.CrossValidation, result.Constant ?? result.CrossValidation?.Constant, result.Linear ?? result.CrossValidation?.Linear);
}
