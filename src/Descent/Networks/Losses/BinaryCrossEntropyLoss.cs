namespace Descent.Networks;

/// <summary>−Σ [t log_b a + (1 − t) log_b(1 − a)] per row; ∂/∂a = (a − t)/(a(1 − a) ln b).</summary>
internal sealed record BinaryCrossEntropyLoss : Loss
{
    public override string Name => "binary-cross-entropy";

    internal override bool HasLogBase => true;
}
