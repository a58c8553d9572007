using System.Globalization;
using Descent.Models;
using Descent.Training;

namespace Descent.Tabular;

/// <summary>Says from where a training goes on, or that it begins anew.</summary>
internal sealed class ResumeNote(TableProgress progress, CheckpointFolder? checkpoints) : ITrainingObserver
{
    public void OnRunStart(RunStart run)
    {
        if (checkpoints is not { Resume: true })
            return;
        foreach (string warning in run.Resumed?.Warnings ?? [])
            progress.Warn(warning);
        progress.Note(run.Resumed switch
        {
            null => $"there is no checkpoint in {checkpoints.Path} yet: the training begins anew",
            { IsFinished: true } point => $"the training is finished after {Epochs(point)} ({point.Source}): nothing is left to train",
            var point => $"resumed after {Epochs(point)}{Batches(point)} ({point.Source})",
        });
    }

    private static string Epochs(ResumePoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"{point.Epoch} epoch{(point.Epoch == 1 ? "" : "s")}");

    private static string Batches(ResumePoint point) => point.Batch == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" and {point.Batch} batch{(point.Batch == 1 ? "" : "es")}");
}
