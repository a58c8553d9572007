using Descent.Cli.Inputs;
using Descent.Cli.Planning;
using Descent.Models;
using Descent.Training;

namespace Descent.Cli.Sessions;

/// <summary>What a training made.</summary>
internal sealed record TrainingOutcome
{
    public required TrainingData Data { get; init; }

    public required TrainingPlan Plan { get; init; }

    public required TrainingResult Result { get; init; }

    /// <summary>What the training showed to be going wrong.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The parts that were measured: train, validation where there is one, test; none after an interruption.</summary>
    public required IReadOnlyList<MeasuredPart> Parts { get; init; }

    public required Model Model { get; init; }

    public bool IsInterrupted => Result.StopReason == StopReason.Cancelled || Parts.Count == 0;
}
