namespace Descent.Networks;

/// <summary>Mean over all elements of |a − t|; ∂/∂a = sign(a − t)/(mK).</summary>
internal sealed record MeanAbsoluteErrorLoss : ElementLoss<MeanAbsoluteErrorLoss.Term>
{
    public override string Name => "mae";

    internal override bool IsMeanOverElements => true;

    internal readonly struct Term : IElementLoss
    {
        public double Value(float a, float t) => Math.Abs((double)a - t);

        public float Derivative(float a, float t) => a > t ? 1 : a < t ? -1 : a - t;
    }
}
