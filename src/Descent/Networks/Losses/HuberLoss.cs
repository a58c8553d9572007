namespace Descent.Networks;

/// <summary>Mean over all elements of ½e² for |e| ≤ δ, δ(|e| − ½δ) beyond; ∂/∂a = clamp(e, −δ, δ)/(mK), e = a − t.</summary>
internal sealed record HuberLoss : ElementLoss<HuberLoss.Term>
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

    protected override Term Element => new(Delta);

    internal readonly struct Term(float delta) : IElementLoss
    {
        public double Value(float a, float t)
        {
            double error = Math.Abs((double)a - t);
            return error <= delta ? 0.5 * error * error : delta * (error - (0.5 * delta));
        }

        public float Derivative(float a, float t)
        {
            float error = a - t;
            return error > delta ? delta : error < -delta ? -delta : error;
        }
    }
}
