namespace Descent.Training;

/// <summary>Steps so large that they overshoot: the loss rises above what it began with, keeps jumping, or never falls.</summary>
internal static class LearningRateTooHigh
{
    // Twice the loss of a network that knows nothing is no accident of a batch.
    private const double MostGrowth = 2;

    // A jump of a tenth of the constant prediction's loss, in a fifth of all epochs.
    private const double Jump = 0.1;
    private const double MostJumps = 0.2;
    private const int FewestJumps = 3;

    // A hundred times the usual 0.001: a few such steps replace the weights.
    private const double MostUpdate = 0.1;

    private const string Advice = "Lower the learning rate tenfold";

    /// <summary>After an epoch: whether the loss runs away. The first epoch may still recover from its first steps.</summary>
    public static IEnumerable<Finding> FindDivergence(Evidence evidence)
    {
        int last = evidence.History.Count - 1;
        double ceiling = Math.Max(evidence.ConstantLoss, evidence.Start.Loss);
        if (last < 1 || !evidence.TargetVaries || ceiling <= 0 || !(evidence.TrainLoss(last) > MostGrowth * ceiling))
            yield break;
        yield return Make(
            FindingSeverity.Warning,
            $"epoch {last + 1}",
            $"the loss is {FindingText.Number(evidence.TrainLoss(last))}, and before the training it was {FindingText.Number(evidence.Start.Loss)}",
            evidence.TrainLoss(last) / ceiling);
    }

    /// <summary>At the end: whether the loss jumped, or large steps learned nothing.</summary>
    public static IEnumerable<Finding> Find(Evidence evidence)
    {
        if (!evidence.TargetVaries)
            yield break;
        int epochs = evidence.History.Count;
        int jumps = Enumerable.Range(1, Math.Max(0, epochs - 1))
            .Count(e => evidence.TrainLoss(e) - evidence.TrainLoss(e - 1) > Jump * Math.Abs(evidence.ConstantLoss));
        double update = evidence.Updates.Ratios.Max();
        if (jumps >= Math.Max(FewestJumps, MostJumps * epochs))
        {
            yield return Make(
                FindingSeverity.Note, "the whole training",
                $"the loss jumped up after {jumps} of {epochs} epochs, each time by more than a tenth of what constant predictions have", (double)jumps / epochs);
        }
        else if (update > MostUpdate && evidence.LossLeft > LossFall.LeastLeft)
        {
            yield return Make(
                FindingSeverity.Note, FindingText.Layer(Array.IndexOf(evidence.Updates.Ratios, update), evidence.Layers),
                $"in the first epochs one update changed its weights by {FindingText.Percent(update)} of their size (0.1 % is usual), and the loss did not fall", update);
        }
    }

    private static Finding Make(FindingSeverity severity, string place, string measurement, double value) =>
        new(FindingKind.LearningRateTooHigh, severity, place, measurement, value, Advice);
}
