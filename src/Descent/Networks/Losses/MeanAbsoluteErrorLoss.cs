namespace Descent.Networks;

/// <summary>Mean over all elements of |a − t|; ∂/∂a = sign(a − t)/(mK).</summary>
internal sealed record MeanAbsoluteErrorLoss : Loss
{
    public override string Name => "mae";

    internal override bool IsMeanOverElements => true;
}
