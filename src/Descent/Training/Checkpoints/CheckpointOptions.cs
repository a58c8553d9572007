namespace Descent.Training;

/// <summary>
/// When a training keeps its state, so that a later one goes on exactly where it was; where, says the type derived from
/// this (<c>CheckpointFolder</c>). A checkpoint is also made where the training ends, cancelled or not.
/// </summary>
/// <remarks>
/// A training that was stopped between any two batches and resumed ends with the same bits as one that never stopped, also
/// with another number of threads: everything random is a function of the seed and of counters that the checkpoint holds.
/// </remarks>
public abstract record CheckpointOptions
{
    private protected CheckpointOptions()
    {
    }

    /// <summary>The epochs after which one is made, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int EveryEpochs
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(EveryEpochs), value, $"EveryEpochs is {value}; expected at least 1.");
    } = 1;

    /// <summary>
    /// The time after which one is made besides, between two batches of an epoch; zero: after every batch;
    /// <see langword="null"/>: none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan? Interval
    {
        get;
        init => field = value is { } time && time < TimeSpan.Zero
            ? throw new ArgumentOutOfRangeException(nameof(Interval), value, $"Interval is {time}; expected no negative time.")
            : value;
    }

    /// <summary>
    /// Whether to go on from the newest checkpoint; where there is none, the training begins anew. Without it, a place that
    /// holds checkpoints already is refused, so that none is lost.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>Opens the place for one training.</summary>
    /// <param name="run">The training, for which the checkpoints must have been made.</param>
    internal abstract ICheckpointStore Open(RunStart run);
}
