using System.Diagnostics;

namespace Descent.Training;

/// <summary>Decides when a training keeps its state, and does not keep the same state twice.</summary>
internal sealed class CheckpointTimer(CheckpointOptions options, ICheckpointStore store)
{
    private (int Epoch, int Batch)? _last;
    private long _lastTime = Stopwatch.GetTimestamp();

    /// <summary>Notes that the state at this place is kept already.</summary>
    public void Begin(int epoch, int batch) => _last = (epoch, batch);

    public bool IsDueAfterBatch() => options.Interval is { } interval && Stopwatch.GetElapsedTime(_lastTime) >= interval;

    public bool IsDueAfterEpoch(int epoch) => epoch % options.EveryEpochs == 0;

    public void Save(TrainingCheckpoint checkpoint)
    {
        (int, int) place = (checkpoint.History.Count, checkpoint.Batch);
        if (_last == place)
            return;
        store.Save(checkpoint);
        _last = place;
        _lastTime = Stopwatch.GetTimestamp();
    }
}
