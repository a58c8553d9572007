using Descent.Numerics;

namespace Descent.Networks;

/// <summary>Mean over all elements of a − t·ln a; ∂/∂a = (1 − t/a)/(mK).</summary>
internal sealed record PoissonLoss : ElementLoss<PoissonLoss.Term>
{
    public override string Name => "poisson";

    internal override bool IsMeanOverElements => true;

    internal readonly struct Term : IElementLoss
    {
        public double Value(float a, float t) => t == 0 ? a : a - (t * ScalarMath.Log(a));

        public float Derivative(float a, float t) => t == 0 ? 1 : 1 - (t / a);
    }
}
