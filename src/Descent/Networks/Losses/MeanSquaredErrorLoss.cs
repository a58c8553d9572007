namespace Descent.Networks;

/// <summary>Mean over all elements of (a − t)²; ∂/∂a = 2(a − t)/(mK).</summary>
internal sealed record MeanSquaredErrorLoss : Loss
{
    public override string Name => "mse";

    internal override bool IsMeanOverElements => true;
}
