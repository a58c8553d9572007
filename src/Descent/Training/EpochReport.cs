namespace Descent.Training;

/// <summary>What one epoch measured.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="LearningRate">η of the last update of the epoch.</param>
/// <param name="TrainLoss">The loss of all training rows, their mean or sum as the loss says: each batch before its update, and with dropout and smoothed labels, if any.</param>
/// <param name="TrainAccuracy">The share of training rows that were right before the update of their batch; null where targets are numbers.</param>
/// <param name="ValidationLoss">The loss on the validation rows after the epoch; null without them.</param>
/// <param name="ValidationAccuracy">The accuracy there; null without them or where targets are numbers.</param>
/// <param name="IsBest">Whether the validation loss is the lowest so far.</param>
public sealed record EpochReport(
    int Epoch, float LearningRate, double TrainLoss, double? TrainAccuracy, double? ValidationLoss, double? ValidationAccuracy, bool IsBest);
