namespace Descent.Training;

/// <summary>
/// Everything that a training knows between two batches. Random numbers need no state of their own: they are functions of
/// the seed, the epoch and the step. Vectors are in the layout of the parameters and refer to the memory of the training.
/// </summary>
internal sealed record TrainingCheckpoint
{
    /// <summary>The epochs that were completed.</summary>
    public required IReadOnlyList<EpochReport> History { get; init; }

    /// <summary>The mini-batches that the next epoch has had.</summary>
    public required int Batch { get; init; }

    /// <summary><see cref="Trainer.Steps"/>, which Adam's corrections depend on.</summary>
    public required long Steps { get; init; }

    /// <summary>η of the last batch.</summary>
    public required float LearningRate { get; init; }

    /// <summary>What the batches of the unfinished epoch have added up to.</summary>
    public required RunningSum Sum { get; init; }

    public required int BestEpoch { get; init; }

    public required double BestLoss { get; init; }

    /// <summary>The time that was trained, of all runs together.</summary>
    public required TimeSpan Elapsed { get; init; }

    public required ReadOnlyMemory<float> Parameters { get; init; }

    /// <summary>The parameters of the best epoch; before the first, those that the training began with.</summary>
    public required ReadOnlyMemory<float> Best { get; init; }

    /// <summary>The memory of the optimizer.</summary>
    public required IReadOnlyList<ReadOnlyMemory<float>> Slots { get; init; }

    /// <summary>The gradients so far, if the next batch shares an update with the last one.</summary>
    public ReadOnlyMemory<float>? Gradients { get; init; }
}

/// <summary>The losses and correct rows of some batches.</summary>
/// <param name="Loss">Their sum in the order of the batches, which decides its last bits.</param>
/// <param name="Correct">Rows that were right.</param>
/// <param name="Rows">All rows.</param>
internal readonly record struct RunningSum(double Loss, int Correct, int Rows);
