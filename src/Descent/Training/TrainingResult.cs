namespace Descent.Training;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>The validation loss had not improved for <see cref="TrainingOptions.Patience"/> epochs.</summary>
    EarlyStopping,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,
}

/// <summary>What a training did. The trained parameters are in the network.</summary>
/// <param name="StopReason">Why it ended.</param>
/// <param name="History">One report for each epoch that was completed.</param>
/// <param name="BestEpoch">
/// The epoch whose parameters the network has: with validation rows the best one, otherwise the last that was completed; 0: none
/// was. After a cancellation that restored no epoch, the updates of the unfinished epoch are in the parameters too.
/// </param>
/// <param name="TrainRows">Rows that were trained on.</param>
/// <param name="ValidationRows">Rows that measured the validation loss.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Warnings">What is likely not meant about the network or the options, in words.</param>
public sealed record TrainingResult(
    StopReason StopReason, IReadOnlyList<EpochReport> History, int BestEpoch, int TrainRows, int ValidationRows, TimeSpan Elapsed, IReadOnlyList<string> Warnings);
