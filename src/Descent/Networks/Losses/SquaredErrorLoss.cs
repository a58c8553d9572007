namespace Descent.Networks;

/// <summary>½ Σ (a − t)² per row; ∂/∂a = a − t (Vege (29); Sabine prints t − a).</summary>
internal sealed record SquaredErrorLoss : Loss
{
    public override string Name => "squared-error";
}
