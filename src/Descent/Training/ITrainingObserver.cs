using Descent.Data;
using Descent.Networks;

namespace Descent.Training;

/// <summary>What a training is about to do.</summary>
/// <param name="Trainer">The trainer: its network, with the initial parameters, its loss and its optimizer.</param>
/// <param name="Options">The options.</param>
/// <param name="Train">The rows that are trained on.</param>
/// <param name="Validation">The rows that measure the validation loss; null: none.</param>
/// <param name="BatchesPerEpoch">Mini-batches in an epoch.</param>
/// <param name="Warnings">What is likely not meant, in words.</param>
public sealed record RunStart(
    Trainer Trainer, TrainingOptions Options, Dataset Train, Dataset? Validation, int BatchesPerEpoch, IReadOnlyList<string> Warnings)
{
    /// <summary>The network, with its initial parameters.</summary>
    public Network Network => Trainer.Network;

    /// <summary>
    /// Where the training goes on; null: it begins anew. The network still has the parameters that it was built with, and
    /// takes those of the checkpoint afterwards.
    /// </summary>
    public ResumePoint? Resumed { get; init; }

    /// <summary>How many rows are trained on.</summary>
    public int TrainRows => Train.Rows;

    /// <summary>How many rows measure the validation loss.</summary>
    public int ValidationRows => Validation?.Rows ?? 0;
}

/// <summary>One mini-batch.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Batch">From 1 within the epoch.</param>
/// <param name="Batches">Mini-batches in the epoch.</param>
/// <param name="Result">The loss and the correct rows before the update.</param>
public readonly record struct BatchReport(int Epoch, int Batch, int Batches, BatchResult Result);

/// <summary>
/// Watches a training: progress displays, logs and reports are observers of the same events. Calls come on the thread that
/// trains; an exception ends the training.
/// </summary>
public interface ITrainingObserver
{
    /// <summary>Before the first batch.</summary>
    void OnRunStart(RunStart run)
    {
    }

    /// <summary>After each mini-batch, and after the update that it completed.</summary>
    void OnBatch(in BatchReport batch)
    {
    }

    /// <summary>After each epoch, its validation included.</summary>
    void OnEpoch(EpochReport epoch)
    {
    }

    /// <summary>At the end, cancelled or not, when the network has the parameters that it keeps; not after an exception.</summary>
    void OnRunEnd(TrainingResult result)
    {
    }
}
