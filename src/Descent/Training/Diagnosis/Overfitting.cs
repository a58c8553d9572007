namespace Descent.Training;

/// <summary>A validation loss that was best long ago and has risen since, while the training loss fell on.</summary>
internal static class Overfitting
{
    // A quarter above its lowest: more than the wavering of a loss on few rows.
    private const double MostRise = 1.25;

    // And half again above the loss of the training rows.
    private const double MostGap = 1.5;

    // The last quarter of a training may be spent waiting for a better epoch.
    private const double LateBest = 0.75;

    public static IEnumerable<Finding> Find(Evidence evidence, TrainingResult result)
    {
        // Early stopping is the remedy.
        if (result.ValidationRows == 0 || result.StopReason != StopReason.Completed || result.BestEpoch >= LateBest * result.History.Count)
            yield break;
        EpochReport best = result.History[result.BestEpoch - 1], last = result.History[^1];
        double perRow = evidence.Run.Trainer.Loss.Reduction == Networks.Reduction.Sum ? result.ValidationRows : 1;
        double lowest = best.ValidationLoss!.Value / perRow, end = last.ValidationLoss!.Value / perRow;
        double rise = end / lowest;
        if (!(lowest > 0) || !(rise > MostRise) || !(end > MostGap * evidence.TrainLoss(result.History.Count - 1)))
            yield break;
        yield return new Finding(
            FindingKind.Overfitting, FindingSeverity.Note,
            $"epochs {best.Epoch} to {last.Epoch}",
            $"the loss of the validation rows rose from {FindingText.Number(lowest)} to {FindingText.Number(end)}, while that of the training rows went to {FindingText.Number(evidence.TrainLoss(result.History.Count - 1))}; the parameters of epoch {best.Epoch} were kept",
            rise,
            "Stop early (patience), use dropout or weight decay, a smaller network, or more rows");
    }
}
