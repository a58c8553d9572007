using Descent.Numerics;

namespace Descent.Training;

/// <summary>Adam with decoupled weight decay: first θ ← θ·(1 − η·λ), then the step of Adam. Loshchilov and Hutter 2019.</summary>
public sealed record AdamW : AdaptiveMoments
{
    /// <summary>AdamW with η = 0.001 and λ = 0.01.</summary>
    public AdamW() => WeightDecay = 0.01f;

    /// <inheritdoc/>
    public override string Name => "adamw";

    internal override void Update(in UpdateBlock block, in UpdateStep step) =>
        Update(block, step, gradientDecay: 0, parameterDecay: step.DecayRate * step.WeightDecay(WeightDecay));
}
