using Descent.Evaluation;
using Descent.Models;
using Descent.Training;

namespace Descent.Tabular;

/// <summary>What a training on a table made.</summary>
public sealed record TableTrainingResult
{
    internal TableTrainingResult()
    {
    }

    /// <summary>The model, with its preprocessing and the record of its training.</summary>
    public required Model Model { get; init; }

    /// <summary>How the training of each network went.</summary>
    public required IReadOnlyList<TrainingResult> Networks { get; init; }

    /// <summary>How long the training of all networks took, without measuring.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The parts that were measured: train, validation and test, where they are; none after an interruption.</summary>
    public required IReadOnlyList<MeasuredPart> Parts { get; init; }

    /// <summary>The metrics on the rows that no network learned from; <see langword="null"/>: there were none.</summary>
    public MetricSet? Test => Parts.FirstOrDefault(part => part.Part == MeasuredPart.Test)?.Metrics;

    /// <summary>95 % intervals of the metrics on the test rows; <see langword="null"/>: there were none.</summary>
    public BootstrapIntervals? TestIntervals { get; init; }

    /// <summary>How much worse the model gets without each column; <see langword="null"/>: not asked for, or there were no test rows (<see cref="CrossValidation.Importance"/>).</summary>
    public PermutationImportance? Importance { get; init; }

    /// <summary>The cross-validation; <see langword="null"/>: none was asked for.</summary>
    public CrossValidation? CrossValidation { get; init; }

    /// <summary>Always the most frequent class, or the mean, on the test rows; <see langword="null"/>: there were none.</summary>
    public Baseline? Constant { get; init; }

    /// <summary>A linear model on the test rows; <see langword="null"/>: there were none, or none was trained.</summary>
    public Baseline? Linear { get; init; }

    /// <summary>What the training showed to be going wrong.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What is odd about the table or the network, in words.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Why what was left open was chosen so, in words.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Whether it was cancelled before it was done; the model is the best so far, and not measured.</summary>
    public required bool IsInterrupted { get; init; }
}
