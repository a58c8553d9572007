namespace Descent.Training;

/// <summary>Adam with bias correction; the weight decay λ·θ is added to the gradient. Kingma and Ba 2015.</summary>
public sealed record Adam : AdaptiveMoments
{
    /// <inheritdoc/>
    public override string Name => "adam";

    internal override void Update(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second, in UpdateStep step) =>
        Update(parameters, gradients, first, second, step, gradientDecay: WeightDecay, parameterDecay: 0);
}
