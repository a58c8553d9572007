using System.Diagnostics;
using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Training;

namespace Descent.Tabular;

/// <summary>
/// Trains the networks of a plan on some rows. Each network begins elsewhere, sees the rows in another order, and holds other
/// rows back; all of that is a function of its seed.
/// </summary>
internal sealed class PlanFit
{
    private readonly TrainingPlan _plan;
    private readonly Dataset _rows;
    private readonly Dataset _scaled;
    private readonly HeldBackRule _rule;
    private readonly FeatureScaler? _features;
    private readonly TargetScaler? _targets;
    private readonly FeatureEmbedding? _embedding;
    private readonly int? _threads;
    private readonly Trainer _firstTrainer;
    private readonly Part _first;

    /// <summary>Prepares everything up to the first epoch.</summary>
    /// <param name="plan">How to train.</param>
    /// <param name="rows">The rows, not scaled; those that networks hold back are among them.</param>
    /// <param name="pipeline">What made the features of <paramref name="rows"/>.</param>
    /// <param name="rule">How rows are held back.</param>
    /// <param name="threads">Threads; null: all.</param>
    /// <exception cref="ArgumentException">The plan and the rows do not go together.</exception>
    public PlanFit(TrainingPlan plan, Dataset rows, TablePipeline pipeline, HeldBackRule rule, int? threads)
    {
        _plan = plan;
        _rows = rows;
        _rule = rule;
        _threads = threads;
        bool[]? isTrain = Split(0);

        // Networks that hold different rows back share what prepares them.
        Dataset fitted = plan.Members > 1 || isTrain is null ? rows : rows.Split(isTrain).Train;
        _features = ScalerFit.Of(plan.Scaling, fitted, pipeline);
        _targets = plan.ScalesTarget ? TargetScaler.Standardize(fitted, plan.TargetTransform) : null;
        _scaled = _features?.Apply(rows) ?? rows;
        _scaled = _targets?.Apply(_scaled) ?? _scaled;
        _embedding = plan.Embedding(_features?.Apply(fitted) ?? fitted);
        FirstNetworks = plan.BuildNetworks(rows.Inputs, embedding: _embedding);
        Ensemble.RequireSize(FirstNetwork.Layout, plan.Members * plan.Submodels);
        _firstTrainer = plan.BuildTrainer(FirstNetworks, threads);
        _first = Divide(isTrain);
        FirstRows = isTrain is null ? rows : rows.Split(isTrain).Train;
    }

    /// <summary>The first network, with its first parameters until it is trained.</summary>
    public Network FirstNetwork => FirstNetworks.First;

    /// <summary>The same, with those that share its layers.</summary>
    public SharedEnsemble FirstNetworks { get; }

    /// <summary>The rows that the first network learns from, not scaled.</summary>
    public Dataset FirstRows { get; }

    /// <summary>How many rows each network holds back.</summary>
    public int ValidationRows => _rows.Rows - FirstRows.Rows;

    /// <summary>What is likely not meant about the network, in words.</summary>
    public IReadOnlyList<string> Warnings => _firstTrainer.Warnings;

    /// <summary>Trains one network after the other; an interruption leaves those that were done, and at least the first.</summary>
    /// <exception cref="NonFiniteLossException">A training diverged.</exception>
    public FittedPlan Run(TableProgress progress, TurnCounter turns, CheckpointFolder? checkpoints, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var diagnosis = new TrainingDiagnosis(finding => progress.Warn(finding.ToString())) { Table = _plan.Members > 1 ? _rows : FirstRows };
        var heldBack = new HeldBackPredictions(_scaled, FirstNetwork.Outputs);
        List<Network> networks = [];
        List<TrainingResult> results = [];
        for (int member = 0; member < _plan.Members && (member == 0 || !cancellationToken.IsCancellationRequested); member++)
        {
            SharedEnsemble shared = member == 0 ? FirstNetworks : _plan.BuildNetworks(_rows.Inputs, member, _embedding);
            Trainer trainer = member == 0 ? _firstTrainer : _plan.BuildTrainer(shared, _threads);
            Part part = member == 0 ? _first : Divide(Split(member));
            CheckpointFolder? folder = Folder(checkpoints, member);
            ITrainingObserver[] watching = member == 0 ? [diagnosis, new ResumeNote(progress, folder)] : [new ResumeNote(progress, folder)];
            TrainingResult result = progress.Follow(turns.Next(_plan.Members > 1 ? $"network {member + 1}/{_plan.Members}" : ""), observer => trainer.Fit(
                part.Train, _plan.Options(part.Validation, member) with { Checkpoints = folder }, new ObserverGroup([observer, .. watching]), cancellationToken));
            bool isCancelled = result.StopReason == StopReason.Cancelled;
            if (isCancelled && member > 0)
                break;
            Ensemble trained = shared.ToEnsemble();
            networks.AddRange(trained.Members);
            results.Add(result);
            if (isCancelled)
                break;
            heldBack.Add(trained, part.IsTrain, _targets);
        }

        bool isInterrupted = results.Count < _plan.Members || results[0].StopReason == StopReason.Cancelled;
        return new FittedPlan
        {
            Ensemble = new Ensemble(networks),
            Results = results,
            Elapsed = clock.Elapsed,
            IsInterrupted = isInterrupted,
            Findings = diagnosis.Findings,
            Features = _features,
            Targets = _targets,
            HeldBack = isInterrupted ? null : heldBack.Predict(FirstNetwork, _rows),
        };
    }

    private bool[]? Split(int member) => _plan.Validation > 0 ? _rule.Choose(_rows, _plan.Validation, _plan.SeedOf(member), member) : null;

    private Part Divide(bool[]? isTrain)
    {
        if (isTrain is null)
            return new Part(null, _scaled, null);
        (Dataset train, Dataset validation) = _scaled.Split(isTrain);
        return new Part(isTrain, train, validation);
    }

    /// <summary>Where the checkpoints of a network are: each has its own folder.</summary>
    private CheckpointFolder? Folder(CheckpointFolder? checkpoints, int member) => checkpoints is null || _plan.Members == 1
        ? checkpoints
        : checkpoints with { Path = Path.Combine(checkpoints.Path, $"network-{member + 1}") };

    /// <summary>The scaled rows of one network.</summary>
    private sealed record Part(bool[]? IsTrain, Dataset Train, Dataset? Validation);
}
