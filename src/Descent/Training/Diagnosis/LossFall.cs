namespace Descent.Training;

/// <summary>A loss that ends no lower than that of always predicting the same.</summary>
internal static class LossFall
{
    /// <summary>The network has explained less than a hundredth of what there is to explain.</summary>
    public const double LeastLeft = 0.99;

    public static IEnumerable<Finding> Find(Evidence evidence)
    {
        if (!evidence.TargetVaries || !(evidence.LossLeft > LeastLeft))
            yield break;
        string epochs = evidence.History.Count == 1 ? "1 epoch" : $"{evidence.History.Count} epochs";
        string constant = evidence.Run.Train.Task == Data.TaskKind.Classification ? "always giving the shares of the classes" : "always predicting the same number";
        yield return new Finding(
            FindingKind.LossNotFalling, FindingSeverity.Note,
            "the whole training",
            $"after {epochs} the loss is {FindingText.Number(evidence.Latest.Loss)} (at first {FindingText.Number(evidence.Start.Loss)}), and {constant} has {FindingText.Number(evidence.ConstantLoss)}",
            evidence.Latest.Loss / evidence.ConstantLoss,
            "Look at the other findings first; then try more epochs, another learning rate, and whether the columns say anything about the target");
    }
}
