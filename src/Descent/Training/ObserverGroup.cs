namespace Descent.Training;

/// <summary>Several observers of one training, called one after the other.</summary>
/// <param name="observers">The observers, in the order of the calls.</param>
public sealed class ObserverGroup(params IReadOnlyList<ITrainingObserver> observers) : ITrainingObserver
{
    private readonly ITrainingObserver[] _observers = [.. observers];

    /// <inheritdoc/>
    public void OnRunStart(RunStart run)
    {
        foreach (ITrainingObserver observer in _observers)
            observer.OnRunStart(run);
    }

    /// <inheritdoc/>
    public void OnBatch(in BatchReport batch)
    {
        foreach (ITrainingObserver observer in _observers)
            observer.OnBatch(batch);
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochReport epoch)
    {
        foreach (ITrainingObserver observer in _observers)
            observer.OnEpoch(epoch);
    }

    /// <inheritdoc/>
    public void OnRunEnd(TrainingResult result)
    {
        foreach (ITrainingObserver observer in _observers)
            observer.OnRunEnd(result);
    }
}
