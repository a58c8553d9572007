namespace Descent.Networks;

/// <summary>Mean over all elements of ½e² for |e| ≤ δ, δ(|e| − ½δ) beyond; ∂/∂a = clamp(a − t, −δ, δ)/(mK).</summary>
internal sealed record HuberLoss : Loss
{
    public const float DefaultDelta = 1f;

    public HuberLoss(float delta)
    {
        if (!(delta > 0 && float.IsFinite(delta)))
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "expected a finite delta above 0");
        Delta = delta;
    }

    public float Delta { get; }

    public override string Name => "huber";

    internal override bool IsMeanOverElements => true;
}
