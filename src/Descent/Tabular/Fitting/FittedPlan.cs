using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Training;

namespace Descent.Tabular;

/// <summary>The networks that a plan led to.</summary>
internal sealed record FittedPlan
{
    public required Ensemble Ensemble { get; init; }

    /// <summary>How the training of each went.</summary>
    public required IReadOnlyList<TrainingResult> Results { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required bool IsInterrupted { get; init; }

    /// <summary>What the training of the first showed to be going wrong.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    public required FeatureScaler? Features { get; init; }

    public required TargetScaler? Targets { get; init; }

    /// <summary>What they say of rows that they had held back; null: there are none.</summary>
    public required HeldBackRows? HeldBack { get; init; }

    /// <summary>The networks with what prepares their rows.</summary>
    public Model ToModel(Dataset schema, TablePipeline pipeline, TrainingRecord? record = null) =>
        Model.OfEnsemble(Ensemble, schema, Features, Targets, record, pipeline, HeldBack?.Calibration);
}
