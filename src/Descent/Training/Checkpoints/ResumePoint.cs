namespace Descent.Training;

/// <summary>Where a training goes on.</summary>
/// <param name="Source">The checkpoint.</param>
/// <param name="Batch">The mini-batches of the next epoch that it holds already; 0: it was made between two epochs.</param>
/// <param name="History">The epochs that were completed.</param>
/// <param name="IsFinished">Whether nothing is left to train.</param>
/// <param name="Warnings">Newer checkpoints that could not be used, in words.</param>
public sealed record ResumePoint(string Source, int Batch, IReadOnlyList<EpochReport> History, bool IsFinished, IReadOnlyList<string> Warnings)
{
    /// <summary>How many epochs were completed.</summary>
    public int Epoch => History.Count;
}
