using Descent.Numerics;

namespace Descent.Networks;

/// <summary>−Σ [t log_b a + (1 − t) log_b(1 − a)] per row; ∂/∂a = (a − t)/(a(1 − a) ln b).</summary>
internal sealed record BinaryCrossEntropyLoss : ElementLoss<BinaryCrossEntropyLoss.Term>
{
    public override string Name => "binary-cross-entropy";

    internal override bool HasLogBase => true;

    internal readonly struct Term : IElementLoss
    {
        // A term whose label is 0 is 0, also where its logarithm is not finite.
        public double Value(float a, float t) =>
            (t == 0 ? 0 : -t * ScalarMath.Log(a)) - (t == 1 ? 0 : (1.0 - t) * ScalarMath.Log(1.0 - a));

        public float Derivative(float a, float t) =>
            (t == 0 ? 0 : -t / a) + (t == 1 ? 0 : (1 - t) / (1 - a));
    }
}
