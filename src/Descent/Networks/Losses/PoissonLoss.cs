namespace Descent.Networks;

/// <summary>Mean over all elements of a − t·ln a; ∂/∂a = (1 − t/a)/(mK).</summary>
internal sealed record PoissonLoss : Loss
{
    public override string Name => "poisson";

    internal override bool IsMeanOverElements => true;
}
