namespace Descent.Training;

/// <summary>Steps so small that the training ends while most of the loss is left and still falling.</summary>
internal static class LearningRateTooLow
{
    // A third of the usual 0.001 in the first epochs, where steps are largest.
    private const double LeastUpdate = 3e-4;

    // More than half of the loss is left, ...
    private const double MuchLeft = 0.5;

    // ... and its second half still brought at least a tenth of what the first did: it has not come to rest.
    private const double StillFalling = 0.1;

    public static IEnumerable<Finding> Find(Evidence evidence)
    {
        double update = evidence.Updates.Ratios.Max();
        bool isSmall = update is > 0 and < LeastUpdate, isMuchLeft = evidence.LossLeft > MuchLeft && evidence.Latest.Loss <= evidence.Start.Loss;
        if (!evidence.TargetVaries || !isSmall || !isMuchLeft || !IsFalling(evidence))
            yield break;
        yield return new Finding(
            FindingKind.LearningRateTooLow, FindingSeverity.Note, "the whole training",
            $"one update changed the weights of no layer by more than {FindingText.Number(update)} of their size (0.001 is usual), and {FindingText.Percent(evidence.LossLeft)} of the loss of constant predictions is left",
            update,
            "Raise the learning rate tenfold");
    }

    private static bool IsFalling(Evidence evidence)
    {
        int last = evidence.History.Count - 1, middle = last / 2;
        if (last < 2)
            return true;
        double first = evidence.Start.Loss - evidence.TrainLoss(middle), second = evidence.TrainLoss(middle) - evidence.TrainLoss(last);
        return first <= 0 || second > StillFalling * first;
    }
}
