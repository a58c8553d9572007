namespace Descent.Training;

/// <summary>The state of a network at some moment, measured on a sample of the training rows as the network predicts, without dropout.</summary>
/// <param name="Loss">The mean loss of a row.</param>
/// <param name="Predicted">How many rows of the sample are taken for each class; empty for a regression.</param>
/// <param name="Layers">One entry for each layer.</param>
internal sealed record Probe(double Loss, int[] Predicted, LayerProbe[] Layers);
