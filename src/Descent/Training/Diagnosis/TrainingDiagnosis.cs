using Descent.Data;

namespace Descent.Training;

/// <summary>
/// Watches a training and says what measurably goes wrong and what to do: give it to <see cref="Trainer.Fit"/> and read
/// <see cref="Findings"/>. What each finding is measured by is in docs/diagnosis.md.
/// </summary>
/// <remarks>
/// It measures on at most 256 training rows before the training, after the first epoch, in the middle and at the end,
/// and changes nothing: the same bits come out with it as without. One diagnosis serves one training.
/// </remarks>
/// <param name="onWarning">Called during the training with each finding that spoils it for certain, once for a kind and place.</param>
public sealed class TrainingDiagnosis(Action<Finding>? onWarning = null) : ITrainingObserver
{
    private readonly List<Finding> _warnings = [];
    private Evidence? _evidence;

    /// <summary>
    /// The training rows as they stand in a table, before scaling, for the findings about columns; left out: the rows that
    /// are trained on.
    /// </summary>
    public Dataset? Table { get; init; }

    /// <summary>What was found: during the training, and after one that failed, only what is certain; after it everything, the certain first.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <inheritdoc/>
    public void OnRunStart(RunStart run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _warnings.Clear();
        _evidence = new Evidence(run, Table ?? run.Train);
        _evidence.History.AddRange(run.Resumed?.History ?? []);
        Tell([.. InputScales.Find(_evidence), .. LearningRateTooHigh.FindAtStart(_evidence), .. DeadUnits.Find(_evidence, _evidence.Start)]);
    }

    /// <inheritdoc/>
    public void OnBatch(in BatchReport batch)
    {
        // A training that goes on has made its first steps elsewhere.
        if (_evidence is { Run.Resumed: null } evidence)
            evidence.Updates.AfterBatch(batch.Epoch, batch.Batch);
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochReport epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (_evidence is not { } evidence)
            return;
        evidence.History.Add(epoch);
        evidence.Updates.AfterEpoch(epoch.Epoch);
        if (epoch.Epoch == 1 || epoch.Epoch == evidence.Run.Options.Epochs / 2)
        {
            evidence.Latest = evidence.Prober.Measure();
            if (epoch.Epoch == 1)
                evidence.Early = evidence.Latest;
            Tell(DeadUnits.Find(evidence, evidence.Latest));
        }

        Tell(LearningRateTooHigh.FindDivergence(evidence));
    }

    /// <inheritdoc/>
    public void OnRunEnd(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (_evidence is not { } evidence || result.History.Count == 0)
            return;
        evidence.Latest = evidence.Prober.Measure();
        Finding[] atEnd =
        [
            .. ConstantColumns.Find(evidence),
            .. RevealingColumns.Find(evidence),
            .. LossFall.Find(evidence),
            .. LearningRateTooHigh.Find(evidence),
            .. LearningRateTooLow.Find(evidence),
            .. DeadUnits.Find(evidence, evidence.Latest),
            .. SaturatedUnits.Find(evidence),
            .. GradientSizes.Find(evidence),
            .. NeverPredicted.Find(evidence),
            .. Overfitting.Find(evidence, result),
        ];
        Findings = [.. _warnings, .. atEnd.Where(finding => !_warnings.Exists(warning => IsSame(warning, finding)))];

        // The rows and the memory of the measurements are no longer needed.
        _evidence = null;
    }

    private void Tell(IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            if (finding.Severity != FindingSeverity.Warning || _warnings.Exists(warning => IsSame(warning, finding)))
                continue;
            _warnings.Add(finding);
            Findings = [.. _warnings];
            onWarning?.Invoke(finding);
        }
    }

    // A learning rate is too high only once, whatever the epoch.
    private static bool IsSame(Finding a, Finding b) => a.Kind == b.Kind && (a.Place == b.Place || a.Kind == FindingKind.LearningRateTooHigh);
}
