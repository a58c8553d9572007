namespace Descent.Networks;

/// <summary>−Σ t log_b a per row; ∂/∂a = −t/(a ln b), and 0 where t = 0 (Vege (30), Sabine A).</summary>
internal sealed record CrossEntropyLoss : Loss
{
    public override string Name => "cross-entropy";

    internal override bool HasLogBase => true;

    internal override bool AcceptsClasses => true;
}
