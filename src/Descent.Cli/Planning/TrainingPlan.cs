using Descent.Data;
using Descent.Networks;
using Descent.Training;

namespace Descent.Cli.Planning;

/// <summary>Everything about a training that is decided before it begins, and why.</summary>
internal sealed record TrainingPlan
{
    public required IReadOnlyList<int> Hidden { get; init; }

    /// <summary>The activation of the hidden layers.</summary>
    public required Activation Activation { get; init; }

    /// <summary>The units of the output layer.</summary>
    public required int Outputs { get; init; }

    public required Activation OutputActivation { get; init; }

    public required Loss Loss { get; init; }

    /// <summary>How weights begin; null: as suits each layer's activation.</summary>
    public Initializer? Initializer { get; init; }

    public required Scaling Scaling { get; init; }

    /// <summary>Whether the target of a regression is brought to mean 0 and standard deviation 1.</summary>
    public required bool ScalesTarget { get; init; }

    public required Optimizer Optimizer { get; init; }

    public required LearningRateSchedule Schedule { get; init; }

    public required int BatchSize { get; init; }

    public required int Epochs { get; init; }

    public required int Accumulate { get; init; }

    /// <summary>The dropout of the hidden layers.</summary>
    public required float Dropout { get; init; }

    /// <summary>The share of the training rows that is held back; 0: none.</summary>
    public required float Validation { get; init; }

    public required int? Patience { get; init; }

    public required int Seed { get; init; }

    /// <summary>Why those settings that the user left open are what they are, each in some words.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The network with its first parameters.</summary>
    /// <exception cref="ArgumentException">There can be no such network.</exception>
    public Network BuildNetwork(int inputs) => Network.Build(inputs, Seed,
    [
        .. Hidden.Select(units => Layer.Dense(units, Activation, Initializer, dropout: Dropout)),
        Layer.Dense(Outputs, OutputActivation, Initializer),
    ]);

    /// <summary>How the training goes through the data.</summary>
    public TrainingOptions Options(Dataset? validation) => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        Accumulate = Accumulate,
        Schedule = Schedule,
        ValidationData = validation,
        Patience = Patience,
        Seed = Seed,
    };
}
