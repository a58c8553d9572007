using Descent.Training;

namespace Descent.Models;

/// <summary>The reports of epochs as rows of numbers, bit for bit.</summary>
internal static class CheckpointHistory
{
    /// <summary>Learning rate, training loss and accuracy, validation loss and accuracy, 1 for a best epoch.</summary>
    public const int Columns = 6;

    public static double[] Of(IReadOnlyList<EpochReport> history) =>
    [
        .. history.SelectMany(epoch => (double[])
        [
            epoch.LearningRate, epoch.TrainLoss, OrNaN(epoch.TrainAccuracy), OrNaN(epoch.ValidationLoss), OrNaN(epoch.ValidationAccuracy), epoch.IsBest ? 1 : 0,
        ]),
    ];

    public static EpochReport[] Read(double[] rows) =>
    [
        .. rows.Chunk(Columns).Select((row, index) => new EpochReport(
            index + 1, (float)row[0], row[1], OrNull(row[2]), OrNull(row[3]), OrNull(row[4]), row[5] == 1)),
    ];

    // A training ends where a loss is not a number, so none in a checkpoint is.
    private static double OrNaN(double? value) => value ?? double.NaN;

    private static double? OrNull(double value) => double.IsNaN(value) ? null : value;
}
