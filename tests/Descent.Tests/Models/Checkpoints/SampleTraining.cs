using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Tests.Training;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Models;

/// <summary>A training that can be run as often as needed, each time with a new network and trainer.</summary>
internal sealed record SampleTraining(string Name, Dataset Data, Loss Loss, Optimizer Optimizer, TrainingOptions Options, float Dropout = 0, int Members = 1)
{
    private static readonly TrainingOptions Short = new() { Epochs = 4, BatchSize = 8, Validation = 0.25 };

    /// <summary>One for each part of the state that a checkpoint must hold.</summary>
    public static IReadOnlyList<SampleTraining> All { get; } =
    [
        With("sgd", new Sgd(), Short),
        With("momentum", new Sgd { Momentum = 0.9f }, Short with { Validation = 0 }),
        With("nesterov", new Sgd { Momentum = 0.9f, Nesterov = true, WeightDecay = 0.01f }, Short),
        With("adam", new Adam(), Short with { Schedule = Schedule.Cosine }),
        With("adamw", new AdamW { LearningRate = 0.02f }, Short with { Schedule = Schedule.Linear }),
        With("dropout", new Adam(), Short) with { Dropout = 0.4f },
        With("schedules", new AdamW { WeightDecay = 0.3f }, Short with { Accumulate = 2, DropoutSchedule = Schedule.CosLog4, WeightDecaySchedule = Schedule.FlatCosine }) with { Dropout = 0.4f },
        With("early stopping", new Adam { LearningRate = 0.3f }, Short with { Epochs = 12, Patience = 2 }),
        With("accumulate", new Adam(), Short with { Accumulate = 3 }),
        With("one update an epoch", new Sgd(), Short with { Accumulate = 1000, Validation = 0 }),
        With("single rows", new Sgd { Momentum = 0.5f }, Short with { BatchSize = 1, Epochs = 2 }),
        With("in order", new Sgd(), Short with { Shuffle = false }),
        With("sum", new Sgd { LearningRate = 0.002f }, Short) with { Loss = Loss.CrossEntropy with { Reduction = Reduction.Sum } },
        With("shared layers", new Adam(), Short with { Accumulate = 2 }) with { Members = 3, Dropout = 0.2f },
        new("regression", Problems.Waves(40), Loss.MeanSquaredError, new Adam(), Short),
    ];

    public static SampleTraining Named(string name) => All.Single(training => training.Name == name);

    public Trainer NewTrainer(int threads = 1)
    {
        Layer output = Data.Task == TaskKind.Regression ? Layer.Dense(Data.Outputs) : Layer.Dense(Data.Outputs, Activation.Softmax);
        Layer[] layers = [Layer.Dense(12, Activation.Tanh, dropout: Dropout), output];
        return Members == 1
            ? new Trainer(Network.Build(Data.Inputs, 3, layers), Loss, Optimizer) { Threads = threads }
            : new Trainer(SharedEnsemble.Build(Data.Inputs, 3, Members, [1], layers), Loss, Optimizer) { Threads = threads };
    }

    /// <summary>Runs it to its end and returns everything that must be the same in every way to get there.</summary>
    public Ending Run(CheckpointFolder? folder = null, ITrainingObserver? observer = null, int threads = 1)
    {
        Trainer trainer = NewTrainer(threads);
        TrainingResult result = trainer.Fit(Data, Options with { Checkpoints = folder }, observer, TestContext.Current.CancellationToken);
        return Ending.Of(trainer, result);
    }

    private static SampleTraining With(string name, Optimizer optimizer, TrainingOptions options) =>
        new(name, Problems.Clouds(40, spread: 1.5), Loss.CrossEntropy, optimizer, options);
}

/// <summary>What a training ended with, down to the last bit.</summary>
internal sealed record Ending(string Sha256, string Slots, long Steps, StopReason Reason, int BestEpoch, string History)
{
    public static Ending Of(Trainer trainer, TrainingResult result) => new(
        Hash(trainer.ParameterMemory.Span),
        string.Concat(trainer.Slots.Select(slot => Hash(slot.Span))),
        trainer.Steps,
        result.StopReason,
        result.BestEpoch,
        string.Join('\n', result.History.Select(epoch => $"{epoch} {BitConverter.DoubleToInt64Bits(epoch.TrainLoss)} {BitConverter.DoubleToInt64Bits(epoch.ValidationLoss ?? 0)}")));

    private static string Hash(ReadOnlySpan<float> vector) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(vector)));
}

/// <summary>Ends a training in a way that it cannot prepare for.</summary>
internal sealed class Killed(int afterBatches) : ITrainingObserver
{
    private int _batches;

    public void OnBatch(in BatchReport batch)
    {
        if (++_batches == afterBatches)
            throw new KilledException();
    }
}

internal sealed class KilledException : Exception;
