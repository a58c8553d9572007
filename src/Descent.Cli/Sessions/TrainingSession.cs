using Descent.Cli.Inputs;
using Descent.Cli.Planning;
using Descent.Cli.Progress;
using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Training;

namespace Descent.Cli.Sessions;

/// <summary>Trains a model by a plan and measures it.</summary>
internal sealed class TrainingSession
{
    private readonly TrainingData _data;
    private readonly Dataset _train;
    private readonly Dataset? _validation;
    private readonly FeatureScaler? _features;
    private readonly TargetScaler? _targets;
    private readonly Trainer _trainer;

    /// <summary>Prepares everything up to the first epoch.</summary>
    /// <exception cref="UsageException">The plan and the data do not go together.</exception>
    public TrainingSession(TrainingData data, TrainingPlan plan, int? threads)
    {
        _data = data;
        Plan = plan;
        try
        {
            (_train, _validation) = plan.Validation > 0 ? data.Train.Split(1 - plan.Validation, plan.Seed) : (data.Train, null);
            _features = FeatureScaling.Fit(plan.Scaling, _train, data.Pipeline);
            _targets = plan.ScalesTarget ? TargetScaler.Standardize(_train) : null;
            Network = plan.BuildNetwork(data.Train.Inputs);
            _trainer = threads is { } count
                ? new Trainer(Network, plan.Loss, plan.Optimizer) { Threads = count }
                : new Trainer(Network, plan.Loss, plan.Optimizer);
        }
        catch (ArgumentException error)
        {
            throw new UsageException(ErrorText.Of(error), error);
        }
    }

    public TrainingPlan Plan { get; }

    public Network Network { get; }

    public int TrainRows => _train.Rows;

    public int ValidationRows => _validation?.Rows ?? 0;

    /// <summary>What is odd about the data or the network, in words.</summary>
    public IReadOnlyList<string> Warnings => [.. _data.Warnings, .. _trainer.Warnings];

    /// <summary>Trains; what comes of an interruption is the best model so far, not measured.</summary>
    /// <exception cref="NonFiniteLossException">The training diverged.</exception>
    public TrainingOutcome Run(TrainingDisplay display, CheckpointFolder? checkpoints, CancellationToken cancellationToken)
    {
        var diagnosis = new TrainingDiagnosis(finding => display.Warn(finding.ToString())) { Table = _train };
        TrainingResult result = display.Show(observer => _trainer.Fit(
            Scaled(_train),
            Plan.Options(_validation is null ? null : Scaled(_validation)) with { Checkpoints = checkpoints },
            new ObserverGroup(observer, diagnosis, new ResumeNote(display, checkpoints)),
            cancellationToken));
        var model = new Model(Network, _train, _features, _targets);
        MeasuredPart[] parts = result.StopReason == StopReason.Cancelled ? [] : Measure(model, cancellationToken);
        return new TrainingOutcome
        {
            Data = _data,
            Plan = Plan,
            Result = result,
            Findings = diagnosis.Findings,
            Parts = parts,
            Model = new Model(Network, _train, _features, _targets, Record(result, parts), _data.Pipeline),
        };
    }

    private Dataset Scaled(Dataset rows)
    {
        Dataset scaled = _features?.Apply(rows) ?? rows;
        return _targets?.Apply(scaled) ?? scaled;
    }

    // Measuring cannot be stopped, but it need not be waited for: what was trained is saved without it.
    private MeasuredPart[] Measure(Model model, CancellationToken cancellationToken)
    {
        var work = Task.Run(() => Measure(model).ToArray(), CancellationToken.None);
        try
        {
            return work.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    private IEnumerable<MeasuredPart> Measure(Model model)
    {
        yield return MeasuredPart.Of("train", model, _train);
        if (_validation is not null)
            yield return MeasuredPart.Of("validation", model, _validation);
        yield return MeasuredPart.Of("test", model, _data.Test.Data);
    }

    private TrainingRecord Record(TrainingResult result, MeasuredPart[] parts) => new()
    {
        Data = _data.Name,
        DataSha256 = DataFingerprint.Of(_data.All),
        TrainRows = _train.Rows,
        ValidationRows = ValidationRows,
        TestRows = _data.Test.Data.Rows,
        Loss = Plan.Loss.Name,
        Optimizer = OptimizerChoice.Describe(Plan.Optimizer),
        LearningRate = Plan.Optimizer.LearningRate,
        Schedule = Plan.Schedule.Name,
        BatchSize = Plan.BatchSize,
        Accumulate = Plan.Accumulate,
        Epochs = Plan.Epochs,
        EpochsRun = result.History.Count,
        BestEpoch = result.BestEpoch,
        StopReason = result.StopReason switch
        {
            StopReason.EarlyStopping => "early stopping",
            StopReason.Cancelled => "interrupted",
            _ => "completed",
        },
        Seed = Plan.Seed,
        Metrics = parts.ToDictionary(
            part => part.Part,
            part => (IReadOnlyDictionary<string, double>)part.Metrics.Values.ToDictionary(value => value.Metric.Name, value => value.Value)),
    };
}
