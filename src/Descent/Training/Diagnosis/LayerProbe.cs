namespace Descent.Training;

/// <summary>What a probe measured of one layer.</summary>
/// <param name="DeadShare">The share of units whose derivative σ' vanishes for every row of the sample; null where σ has no flat side or two of them.</param>
/// <param name="SaturatedShare">The share of activations at which σ' is below a hundredth of its largest value; null where σ does not have two flat ends.</param>
/// <param name="GradientSize">The root of the mean square of dW.</param>
/// <param name="WeightSize">The root of the mean square of W.</param>
internal readonly record struct LayerProbe(double? DeadShare, double? SaturatedShare, double GradientSize, double WeightSize);
