using System.Diagnostics;
using Descent.Data;
using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>One call of <see cref="Trainer.Fit"/>: epochs, mini-batches, validation, early stopping (Vege, algorithm 1).</summary>
internal sealed partial class TrainingRun
{
    private readonly Trainer _trainer;
    private readonly Dataset _train;
    private readonly TrainingOptions _options;
    private readonly ITrainingObserver? _observer;
    private readonly Backpropagation _pass;
    private readonly Dataset? _validationRows;
    private readonly DatasetLoss? _validation;
    private readonly BestParameters _best;
    private readonly List<EpochReport> _history = [];
    private IReadOnlyList<string> _warnings;
    private readonly int[][] _orders;
    private readonly int _batchSize;
    private readonly int _batches;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private CheckpointTimer? _checkpoints;
    private TimeSpan _elapsedBefore;
    private LossSum _sum;
    private int _batch;
    private float _learningRate;

    public TrainingRun(Trainer trainer, Dataset train, Dataset? validation, TrainingOptions options, ITrainingObserver? observer)
    {
        _trainer = trainer;
        _train = train;
        _options = options;
        _observer = observer;
        _orders = [.. Enumerable.Range(0, trainer.Members).Select(_ => new int[train.Rows])];
        _batchSize = Math.Min(options.BatchSize, train.Rows);
        _batches = (int)(((long)train.Rows + _batchSize - 1) / _batchSize);
        _pass = trainer.PassFor(Math.Max(_batchSize, validation is null ? 1 : DatasetLoss.BlockOf(validation)));
        _validationRows = validation;
        _validation = validation is null ? null : new DatasetLoss(_pass, validation);
        _best = new BestParameters(trainer.ParameterMemory);
        _sum = new LossSum(trainer.Loss);
        _warnings = [.. trainer.Warnings, .. OptionWarnings.For(options, trainer, validation)];
    }

    public TrainingResult Execute(CancellationToken cancellationToken)
    {
        int validationRows = _validation?.Rows ?? 0;
        using ICheckpointStore? store = Begin(new RunStart(_trainer, _options, _train, _validationRows, _batches, _warnings));
        WorkerTeam? team = _pass.RentTeam(_pass.Rows);
        StopReason reason;
        try
        {
            reason = RunEpochs(team, cancellationToken);
            SaveCheckpoint();
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

        int lastEpoch = _history.Count;
        if (_validation is not null && lastEpoch > 0)
        {
            _best.Restore();
            lastEpoch = _best.Epoch;
        }

        var result = new TrainingResult(reason, _history, lastEpoch, _train.Rows, validationRows, _elapsedBefore + _clock.Elapsed, _warnings);
        _observer?.OnRunEnd(result);
        return result;
    }

    private StopReason RunEpochs(WorkerTeam? team, CancellationToken cancellationToken)
    {
        StopReason? reason;
        while ((reason = Ended()) is null)
        {
            int epoch = _history.Count + 1;
            RunEpoch(epoch, team, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return StopReason.Cancelled;

            BatchResult? validated = _validation?.Measure(team, cancellationToken);
            if (_validation is not null && validated is null)
                return StopReason.Cancelled;
            RequireFinite(validated?.Loss, epoch);
            bool isBest = _best.Offer(epoch, validated?.Loss ?? _sum.Loss);
            var report = new EpochReport(
                epoch, _learningRate, _sum.Loss, Accuracy(_sum.Correct, _sum.Rows),
                validated?.Loss, validated is { } v ? Accuracy(v.Correct, v.Rows) : null,
                validated is not null && isBest);
            _history.Add(report);
            (_sum, _batch) = (new LossSum(_trainer.Loss), 0);
            _observer?.OnEpoch(report);
            if (_checkpoints?.IsDueAfterEpoch(epoch) == true)
                SaveCheckpoint();
        }

        return reason.Value;
    }

    /// <summary>Why the training is over after the epochs so far; null: it is not.</summary>
    private StopReason? Ended() => _validation is not null && _history.Count - _best.Epoch >= _options.Patience ? StopReason.EarlyStopping
        : _history.Count >= _options.Epochs ? StopReason.Completed
        : null;

    private void RunEpoch(int epoch, WorkerTeam? team, CancellationToken cancellationToken)
    {
        foreach ((int member, int[] order) in _orders.Index())
        {
            for (int i = 0; i < order.Length; i++)
                order[i] = i;
            if (_options.Shuffle)
                new RandomStream((ulong)(uint)_options.Seed, RandomPurpose.Shuffle, (uint)(epoch - 1), (uint)member).Shuffle(order);
        }

        while (_batch < _batches && !cancellationToken.IsCancellationRequested)
        {
            BatchResult result = RunBatch(epoch, _batch, team);
            _sum.Add(result);
            _batch++;
            _observer?.OnBatch(new BatchReport(epoch, _batch, _batches, result));
            if (_batch < _batches && _checkpoints?.IsDueAfterBatch() == true)
                SaveCheckpoint();
        }
    }

    private BatchResult RunBatch(int epoch, int batch, WorkerTeam? team)
    {
        // The batches that share an update, from the first to the one that completes it: k of them, fewer at the end of the epoch.
        int position = batch % _options.Accumulate;
        int groupBegin = (batch - position) * _batchSize;
        int groupEnd = (int)Math.Min(_train.Rows, groupBegin + ((long)_options.Accumulate * _batchSize));
        int begin = batch * _batchSize, end = Math.Min(begin + _batchSize, _train.Rows);

        // Weighted by their rows, the means of the batches add up to the mean over all rows of the group; sums just add up.
        double share = _trainer.Loss.Reduction == Reduction.Sum ? 1 : (double)(end - begin) / (groupEnd - groupBegin);
        double progress = (epoch - 1 + ((double)(batch - position) / _batches)) / _options.Epochs;
        _learningRate = (float)(_trainer.Optimizer.LearningRate * Factor(_options.Schedule));
        // Networks that share layers have rows of their own, so that their gradients err in different ways.
        for (int member = 0; member < _orders.Length; member++)
        {
            Memory<int> rows = _orders[member].AsMemory(begin, end - begin);
            _pass.Load(new BatchSource(_train.Features, _train.Labels, _train.Targets, _train.Weights, rows) { Smoothing = _options.LabelSmoothing }, member);
        }

        var options = new PassOptions
        {
            Accumulate = position > 0,
            GradientScale = share,
            Dropout = Factor(_options.DropoutSchedule),
            Seed = (ulong)(uint)_options.Seed,
            Step = ((epoch - 1L) * _batches) + batch,
        };
        var step = new UpdateStep(_learningRate, _trainer.Steps + 1) { DecayFactor = Factor(_options.WeightDecaySchedule) };
        BatchResult result = _trainer.Advance(_pass, options, step, updates: end == groupEnd, team);
        if (!double.IsFinite(result.Loss))
            throw Diverged(result.Loss, epoch, batch + 1);
        return result;

        double Factor(Schedule schedule) => schedule.Factor(epoch - 1, _options.Epochs, progress);
    }

    private double? Accuracy(int correct, int rows) => _train.HasLabels ? (double)correct / rows : null;

    /// <summary>The last update of an epoch has no batch after it that would show what it did.</summary>
    private void RequireFinite(double? validationLoss, int epoch)
    {
        if (validationLoss is { } loss && !double.IsFinite(loss))
            throw Diverged(loss, epoch, batch: null);
        if (!Divergence.IsFinite(_trainer.ParameterMemory.Span))
            throw Diverged(double.NaN, epoch, batch: null);
    }

    private NonFiniteLossException Diverged(double loss, int epoch, int? batch) =>
        new(loss, _trainer.Steps + 1, epoch, batch, Divergence.LikelyCause(_trainer, _pass, _learningRate));
}
