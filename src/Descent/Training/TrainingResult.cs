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
/// <param name="BestEpoch">The epoch whose parameters the network has: with validation rows the best one, otherwise the last; 0: none was completed.</param>
/// <param name="TrainRows">Rows that were trained on.</param>
/// <param name="ValidationRows">Rows that measured the validation loss.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Warnings">What is likely not meant, in words.</param>
public sealed record TrainingResult(
    StopReason StopReason, IReadOnlyList<EpochReport> History, int BestEpoch, int TrainRows, int ValidationRows, TimeSpan Elapsed, IReadOnlyList<string> Warnings);
