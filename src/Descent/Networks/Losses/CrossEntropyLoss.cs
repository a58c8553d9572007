using Descent.Numerics;

namespace Descent.Networks;

/// <summary>−Σ t log_b a per row; ∂/∂a = −t/(a ln b), and 0 where t = 0 (Vege (30), Sabine A).</summary>
internal sealed record CrossEntropyLoss : ElementLoss<CrossEntropyLoss.Term>
{
    public override string Name => "cross-entropy";

    internal override bool HasLogBase => true;

    internal override bool AcceptsClasses => true;

    internal readonly struct Term : IElementLoss
    {
        public double Value(float a, float t) => t == 0 ? 0 : -t * ScalarMath.Log(a);

        public float Derivative(float a, float t) => t == 0 ? 0 : -t / a;
    }
}
