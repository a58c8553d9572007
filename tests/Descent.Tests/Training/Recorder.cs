using Descent.Training;

namespace Descent.Tests.Training;

/// <summary>Writes down what a training reports, and calls back.</summary>
internal sealed class Recorder : ITrainingObserver
{
    public List<object> Events { get; } = [];

    public IReadOnlyList<BatchReport> Batches => [.. Events.OfType<BatchReport>()];

    public IReadOnlyList<EpochReport> Epochs => [.. Events.OfType<EpochReport>()];

    public Action<BatchReport>? Batch { get; init; }

    public Action<EpochReport>? Epoch { get; init; }

    public void OnRunStart(RunStart run) => Events.Add(run);

    public void OnBatch(in BatchReport batch)
    {
        Events.Add(batch);
        Batch?.Invoke(batch);
    }

    public void OnEpoch(EpochReport epoch)
    {
        Events.Add(epoch);
        Epoch?.Invoke(epoch);
    }

    public void OnRunEnd(TrainingResult result) => Events.Add(result);
}
