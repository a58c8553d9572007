using System.Runtime.CompilerServices;
using Descent.Data;

namespace Descent.Models;

/// <summary>How a model came to be, for whoever inspects it later. It holds no time of day: equal runs make equal files.</summary>
/// <remarks>A number below what its property allows throws an <see cref="ArgumentOutOfRangeException"/> that names the property.</remarks>
public sealed record TrainingRecord
{
    // As much as predicted probabilities may be off.
    private const double ShareTolerance = 1e-3;

    /// <summary>What the data was called: an embedded set or a file name without its folder.</summary>
    public required string Data { get; init; }

    /// <summary>The fingerprint of all rows (<see cref="DataFingerprint"/>).</summary>
    public required string DataSha256 { get; init; }

    /// <summary>Rows that were trained on, at least 1.</summary>
    public required int TrainRows { get; init => field = AtLeast(1, value); }

    /// <summary>Rows that measured the validation loss.</summary>
    public int ValidationRows { get; init => field = AtLeast(0, value); }

    /// <summary>Rows held back for the metrics at the end.</summary>
    public int TestRows { get; init => field = AtLeast(0, value); }

    /// <summary>The loss, with the base of its logarithm if it is not the natural one.</summary>
    public required string Loss { get; init; }

    /// <summary>The optimizer with its settings.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The learning rate before the schedule, at least 0.</summary>
    public required float LearningRate
    {
        get;
        init => field = value >= 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LearningRate), value, "expected a finite number of at least 0");
    }

    /// <summary>The schedule of the learning rate.</summary>
    public required string Schedule { get; init; }

    /// <summary>The schedule of the dropout; <c>constant</c>: none.</summary>
    public string DropoutSchedule { get; init; } = Training.Schedule.Constant.Name;

    /// <summary>Rows in a mini-batch, at least 1.</summary>
    public required int BatchSize { get; init => field = AtLeast(1, value); }

    /// <summary>Mini-batches that share an update, at least 1.</summary>
    public int Accumulate { get; init => field = AtLeast(1, value); } = 1;

    /// <summary>Epochs that were planned, at least 1.</summary>
    public required int Epochs { get; init => field = AtLeast(1, value); }

    /// <summary>Epochs that were completed.</summary>
    public required int EpochsRun { get; init => field = AtLeast(0, value); }

    /// <summary>The epoch whose parameters the model has.</summary>
    public required int BestEpoch { get; init => field = AtLeast(0, value); }

    /// <summary>Why the training ended.</summary>
    public required string StopReason { get; init; }

    /// <summary>The seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary>The metrics of each part that was measured: "train", "validation" or "test", then the name of the metric.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Metrics { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, double>>();

    /// <summary>
    /// The share of each class, in the order of the classes, or the mean of each target, over all rows that were learned from, those that
    /// networks held back among them: what says as much without a network. Empty: not known.
    /// </summary>
    public IReadOnlyList<float> TargetMeans { get; init; } = [];

    /// <summary>The version of the library that trained.</summary>
    public string Version { get; init; } = typeof(TrainingRecord).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    /// <exception cref="ArgumentException">The means cannot be those of a model's targets.</exception>
    internal void RequireFits(TaskKind task, int columns)
    {
        if (TargetMeans.Count == 0)
            return;
        if (TargetMeans.Count != columns)
            throw new ArgumentException($"The training record has {TargetMeans.Count} means of targets, but the model predicts {columns} columns.");
        if (TargetMeans.Any(mean => !float.IsFinite(mean)))
            throw new ArgumentException("The means of targets in the training record are not all finite.");
        if (task == TaskKind.Classification && (TargetMeans.Any(share => share < 0) || Math.Abs(TargetMeans.Sum(share => (double)share) - 1) > ShareTolerance))
            throw new ArgumentException("The shares of classes in the training record are not numbers of 0 or more that sum to 1.");
    }

    private static int AtLeast(int minimum, int value, [CallerMemberName] string property = "") => value >= minimum
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"expected at least {minimum}");
}
