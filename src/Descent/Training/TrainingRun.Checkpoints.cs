using Descent.Numerics;

namespace Descent.Training;

/// <summary>The state of a run as a checkpoint, and back.</summary>
internal sealed partial class TrainingRun
{
    // Whether the last batch left a gradient that the next one adds to.
    private bool HasOpenGradient => _batch < _batches && _batch % _options.Accumulate > 0;

    /// <summary>Tells the observer how the run begins and takes over the state of a checkpoint, if there is one to go on from.</summary>
    private ICheckpointStore? Begin(RunStart run)
    {
        ICheckpointStore? store = _options.Checkpoints?.Open(run);
        try
        {
            StoredCheckpoint? stored = store?.Load();
            if (stored is not null)
            {
                _warnings = [.. _warnings, .. stored.Warnings];
                ResumeHistory(stored.Checkpoint);
                run = run with
                {
                    Warnings = _warnings,
                    Resumed = new ResumePoint(stored.Source, _batch, [.. _history], Ended() is not null, stored.Warnings),
                };
            }

            _observer?.OnRunStart(run);
            if (stored is not null)
                ResumeVectors(stored.Checkpoint);
            if (store is not null)
            {
                _checkpoints = new CheckpointTimer(_options.Checkpoints!, store);
                if (stored is not null)
                    _checkpoints.Begin(_history.Count, _batch);
            }

            return store;
        }
        catch
        {
            store?.Dispose();
            throw;
        }
    }

    private void SaveCheckpoint() => _checkpoints?.Save(new TrainingCheckpoint
    {
        History = _history,
        Batch = _batch,
        Steps = _trainer.Steps,
        LearningRate = _learningRate,
        Sum = _sum.Running,
        BestEpoch = _best.Epoch,
        BestLoss = _best.Loss,
        Elapsed = _elapsedBefore + _clock.Elapsed,
        Parameters = _trainer.ParameterMemory,
        Best = _best.Memory,
        Slots = [.. _trainer.Slots.Select(slot => (ReadOnlyMemory<float>)slot.Memory)],
        // A plain null would become the empty memory of a null array.
        Gradients = HasOpenGradient ? _pass.GradientMemory : default(ReadOnlyMemory<float>?),
    });

    private void ResumeHistory(TrainingCheckpoint checkpoint)
    {
        _history.AddRange(checkpoint.History);
        _batch = checkpoint.Batch;
        _learningRate = checkpoint.LearningRate;
        _sum.Running = checkpoint.Sum;
        _elapsedBefore = checkpoint.Elapsed;
        _best.Resume(checkpoint.BestEpoch, checkpoint.BestLoss, checkpoint.Best.Span);
    }

    private void ResumeVectors(TrainingCheckpoint checkpoint)
    {
        _trainer.Steps = checkpoint.Steps;
        checkpoint.Parameters.Span.CopyTo(_trainer.ParameterMemory.Span);
        foreach ((AlignedBuffer slot, ReadOnlyMemory<float> kept) in _trainer.Slots.Zip(checkpoint.Slots))
            kept.Span.CopyTo(slot.Span);
        if (checkpoint.Gradients is { } gradients)
            gradients.Span.CopyTo(_pass.Gradients);
    }
}
