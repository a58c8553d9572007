namespace Descent.Training;

/// <summary>Where the checkpoints of one training are, for as long as it runs.</summary>
internal interface ICheckpointStore : IDisposable
{
    /// <summary>The newest checkpoint that can be used, with what was found on the way to it; null: there is none.</summary>
    /// <exception cref="CheckpointException">There are some, but they are not of this training or none can be used.</exception>
    StoredCheckpoint? Load();

    /// <summary>Keeps a checkpoint; the one before is kept until it is complete.</summary>
    /// <exception cref="IOException">It cannot be written; those before are as they were.</exception>
    void Save(TrainingCheckpoint checkpoint);
}

/// <summary>A checkpoint that was read.</summary>
/// <param name="Source">Where it was.</param>
/// <param name="Checkpoint">The state.</param>
/// <param name="Warnings">What is odd about it, and newer ones that could not be used.</param>
internal sealed record StoredCheckpoint(string Source, TrainingCheckpoint Checkpoint, IReadOnlyList<string> Warnings);
