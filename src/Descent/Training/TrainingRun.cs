using System.Diagnostics;
using Descent.Data;
using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>One call of <see cref="Trainer.Fit"/>: epochs, mini-batches, validation, early stopping (Vege, algorithm 1).</summary>
internal sealed class TrainingRun(Trainer trainer, Dataset train, Dataset? validation, TrainingOptions options, ITrainingObserver? observer)
{
    private readonly int[] _order = new int[train.Rows];
    private readonly int _batches = (train.Rows + options.BatchSize - 1) / options.BatchSize;
    private readonly List<EpochReport> _history = [];
    private readonly BestParameters _best = new(trainer.Network);
    private readonly Backpropagation _pass = trainer.PassFor(Math.Min(options.BatchSize, train.Rows));
    private float _learningRate;

    public TrainingResult Execute(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        observer?.OnRunStart(new RunStart(trainer.Network, options, train.Rows, validation?.Rows ?? 0, _batches, trainer.Warnings));
        WorkerTeam? team = trainer.Threads > 1 ? WorkerTeam.Rent(trainer.Threads) : null;
        StopReason reason;
        try
        {
            reason = RunEpochs(team, cancellationToken);
        }
        catch (NonFiniteLossException)
        {
            _best.Restore();
            throw;
        }
        finally
        {
            team?.Return();
        }

        if (validation is not null && _history.Count > 0)
            _best.Restore();
        int bestEpoch = validation is not null ? _best.Epoch : _history.Count;
        var result = new TrainingResult(reason, _history, bestEpoch, train.Rows, validation?.Rows ?? 0, clock.Elapsed, trainer.Warnings);
        observer?.OnRunEnd(result);
        return result;
    }

    private StopReason RunEpochs(WorkerTeam? team, CancellationToken cancellationToken)
    {
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            (double trainLoss, int correct) = RunEpoch(epoch, team, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return StopReason.Cancelled;

            BatchResult? measured = validation is null ? null : Evaluation(validation, team);
            bool isBest = _best.Offer(epoch + 1, measured?.Loss ?? trainLoss);
            var report = new EpochReport(
                epoch + 1, _learningRate, trainLoss,
                train.HasLabels ? (double)correct / train.Rows : null,
                measured?.Loss,
                measured is { } m && train.HasLabels ? (double)m.Correct / m.Rows : null,
                measured is not null && isBest);
            _history.Add(report);
            observer?.OnEpoch(report);
            if (validation is not null && options.Patience is { } patience && epoch + 1 - _best.Epoch >= patience)
                return StopReason.EarlyStopping;
        }

        return StopReason.Completed;
    }

    private (double Loss, int Correct) RunEpoch(int epoch, WorkerTeam? team, CancellationToken cancellationToken)
    {
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        if (options.Shuffle)
            new RandomStream((ulong)(uint)options.Seed, RandomPurpose.Shuffle, (uint)epoch).Shuffle(_order);

        var sum = new LossSum(trainer.Loss);
        for (int batch = 0; batch < _batches && !cancellationToken.IsCancellationRequested; batch++)
        {
            int first = batch * options.BatchSize;
            var source = new BatchSource(
                train.Features, train.Labels, train.Targets, _order.AsMemory(first, Math.Min(options.BatchSize, train.Rows - first)));

            // The batches that share an update: all have the same weight, and the last group may be smaller.
            int position = batch % options.Accumulate;
            int group = Math.Min(options.Accumulate, _batches - (batch - position));
            BatchResult result = _pass.Run(source, new PassOptions
            {
                Accumulate = position > 0,
                GradientScale = 1.0 / group,
                Dropout = true,
                Seed = (ulong)(uint)options.Seed,
                Step = ((long)epoch * _batches) + batch,
            }, team);

            double progress = (epoch + ((double)batch / _batches)) / options.Epochs;
            _learningRate = (float)(trainer.Optimizer.LearningRate * options.Schedule.Factor(epoch, options.Epochs, progress));
            if (!double.IsFinite(result.Loss))
            {
                throw new NonFiniteLossException(
                    result.Loss, trainer.Steps + 1, epoch + 1, batch + 1, Divergence.LikelyCause(trainer, _learningRate));
            }

            if (position == group - 1)
                trainer.Update(_pass, _learningRate, team);
            sum.Add(result);
            observer?.OnBatch(new BatchReport(epoch + 1, batch + 1, _batches, result));
        }

        return (sum.Loss, sum.Correct);
    }

    private BatchResult Evaluation(Dataset data, WorkerTeam? team) => DatasetLoss.Measure(_pass, data, team);
}
