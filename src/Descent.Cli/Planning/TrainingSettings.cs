using Descent.Networks;
using Descent.Training;

namespace Descent.Cli.Planning;

/// <summary>What the user asked for; what was left out is null and chosen by <see cref="TrainingPlanner"/>.</summary>
internal sealed record TrainingSettings
{
    /// <summary>The preset; null: fast where the user describes a network or an optimizer, otherwise the default one.</summary>
    public PresetName? Preset { get; init; }

    /// <summary>Networks whose mean is the prediction.</summary>
    public int? Members { get; init; }

    /// <summary>Bins of the piecewise-linear embedding; 0: none.</summary>
    public int? Bins { get; init; }

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

    /// <summary>Whether the user has ideas about the network or the way it learns, which a preset should not mix with its own.</summary>
    public bool DescribeNetwork => Hidden is not null || Activation is not null || Initializer is not null || Dropout is not null || Scaling is not null
        || Optimizer is not null || LearningRate is not null || Momentum is not null || Nesterov || WeightDecay is not null || Schedule is not null
        || BatchSize is not null || Epochs is not null || Accumulate is not null;
}
