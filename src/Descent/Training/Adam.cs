using Descent.Numerics;

namespace Descent.Training;

/// <summary>Adam with bias correction; the weight decay λ·θ is added to the gradient. Kingma and Ba 2015.</summary>
public sealed record Adam : AdaptiveMoments
{
    /// <inheritdoc/>
    public override string Name => "adam";

    internal override void Update(in UpdateBlock block, in UpdateStep step) =>
        Update(block, step, gradientDecay: step.WeightDecay(WeightDecay), parameterDecay: 0);
}
