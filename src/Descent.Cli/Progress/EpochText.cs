using System.Globalization;
using Descent.Data;
using Descent.Training;

namespace Descent.Cli.Progress;

/// <summary>An epoch in a line.</summary>
internal static class EpochText
{
    /// <summary>epoch  6/60  loss 0.2113, 93.5 % right; held back: loss 0.2514, 92.1 % right</summary>
    public static string Of(EpochReport epoch, int epochs) =>
        $"{Number(epoch.Epoch, epochs)}  {Measured(epoch)}";

    public static string Number(int epoch, int epochs)
    {
        string all = epochs.ToString(CultureInfo.InvariantCulture);
        return $"epoch {epoch.ToString(CultureInfo.InvariantCulture).PadLeft(all.Length)}/{all}";
    }

    public static string Measured(EpochReport epoch)
    {
        string train = Part(epoch.TrainLoss, epoch.TrainAccuracy);
        return epoch.ValidationLoss is { } loss ? $"{train}; held back: {Part(loss, epoch.ValidationAccuracy)}" : train;
    }

    /// <summary>The same in little room: of the validation rows where there are some.</summary>
    public static string Short(EpochReport epoch) => epoch.ValidationLoss is { } loss
        ? $"loss {Loss(epoch.TrainLoss)}, held back {(epoch.ValidationAccuracy is { } share ? $"{NumberText.Percent(share)} right" : Loss(loss))}"
        : Part(epoch.TrainLoss, epoch.TrainAccuracy);

    private static string Part(double loss, double? accuracy) =>
        $"loss {Loss(loss)}{(accuracy is { } share ? $", {NumberText.Percent(share),6} right" : "")}";

    /// <summary>Four digits behind the point where the loss is small, fewer where it is large.</summary>
    public static string Loss(double loss) => Math.Abs(loss) < 100
        ? loss.ToString("F4", CultureInfo.InvariantCulture)
        : NumberText.Short(loss);
}
