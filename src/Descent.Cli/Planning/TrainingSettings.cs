using Descent.Networks;
using Descent.Training;

namespace Descent.Cli.Planning;

/// <summary>What the user asked for; what was left out is null and chosen by <see cref="TrainingPlanner"/>.</summary>
internal sealed record TrainingSettings
{
    public IReadOnlyList<int>? Hidden { get; init; }

    public Activation? Activation { get; init; }

    public Loss? Loss { get; init; }

    /// <summary>A name of <see cref="Networks.Initializer"/>, or <c>sample-normal</c> for the number of training rows.</summary>
    public string? Initializer { get; init; }

    public Scaling? Scaling { get; init; }

    /// <summary>A name of <see cref="Training.Optimizer"/>.</summary>
    public string? Optimizer { get; init; }

    public float? LearningRate { get; init; }

    public float? Momentum { get; init; }

    public bool Nesterov { get; init; }

    public float? WeightDecay { get; init; }

    public LearningRateSchedule? Schedule { get; init; }

    public int? BatchSize { get; init; }

    public int? Epochs { get; init; }

    public int? Accumulate { get; init; }

    public float? Dropout { get; init; }

    public float? Validation { get; init; }

    public int? Patience { get; init; }

    public int Seed { get; init; } = PlanDefaults.Seed;
}
