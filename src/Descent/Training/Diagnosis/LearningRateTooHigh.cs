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

    // Ten times what a first update usually does: it replaces much of what the initialisation chose.
    private const double MostUpdate = 0.3;

    // A first step of ten times the weights is ruin whatever comes after it.
    private const double MostFirstStep = 10;

    private const string Advice = "Lower the learning rate tenfold";

    /// <summary>Before the first update: whether a step of plain gradient descent will throw the weights away, and which of its two factors is to blame.</summary>
    public static IEnumerable<Finding> FindAtStart(Evidence evidence)
    {
        if (evidence.Run.Trainer.Optimizer is not Sgd { LearningRate: var rate })
            yield break;
        double[] gradients = [.. evidence.Start.Layers.Select(GradientSizes.OfWeights)];
        double largest = gradients.Max(), step = rate * largest;
        if (step < MostFirstStep)
            yield break;
        string place = FindingText.Layer(Array.IndexOf(gradients, largest), evidence.Layers);
        string measurement = $"its first gradient is {FindingText.Number(largest)} times as large as its weights, so the first step at the learning rate {FindingText.Number(rate)} will be {FindingText.Number(step)} times as large as they are";
        yield return largest < GradientSizes.MostOfWeights
            ? Make(FindingSeverity.Warning, place, measurement, step)
            : new Finding(
                FindingKind.ExplodingGradients, FindingSeverity.Warning, place, measurement, largest,
                "Standardise the features and the targets, begin with smaller weights, or lower the learning rate");
    }

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

    /// <summary>At the end: whether the loss jumped, or a large first step did harm.</summary>
    public static IEnumerable<Finding> Find(Evidence evidence)
    {
        if (!evidence.TargetVaries)
            yield break;
        int epochs = evidence.History.Count;
        int jumps = Enumerable.Range(1, Math.Max(0, epochs - 1))
            .Count(e => evidence.TrainLoss(e) - evidence.TrainLoss(e - 1) > Jump * Math.Abs(evidence.ConstantLoss));
        (int layer, double update) = evidence.Updates.First;
        if (jumps >= Math.Max(FewestJumps, MostJumps * epochs))
        {
            yield return Make(
                FindingSeverity.Note, "the whole training",
                $"the loss jumped up after {jumps} of {epochs} epochs, each time by more than a tenth of what constant predictions have", (double)jumps / epochs);
        }
        else if (update > MostUpdate && Harm(evidence) is { } harm)
        {
            yield return Make(
                FindingSeverity.Note, FindingText.Layer(layer, evidence.Layers),
                $"the first update changed its weights by {FindingText.Percent(update)} of their size (a few per cent are usual), and {harm}", update);
        }
    }

    /// <summary>What a large first update did, in words; null: no harm.</summary>
    private static string? Harm(Evidence evidence) =>
        evidence.LossLeft > LossFall.LeastLeft ? "the loss did not fall"
        : DeadUnits.Find(evidence, evidence.Latest).Any() ? "units died"
        : null;

    private static Finding Make(FindingSeverity severity, string place, string measurement, double value) =>
        new(FindingKind.LearningRateTooHigh, severity, place, measurement, value, Advice);
}
