namespace Descent.Networks;

/// <summary>½ Σ (a − t)² per row; ∂/∂a = a − t (Vege (29); Sabine prints t − a).</summary>
internal sealed record SquaredErrorLoss : ElementLoss<SquaredErrorLoss.Term>
{
    public override string Name => "squared-error";

    internal readonly struct Term : IElementLoss
    {
        public double Value(float a, float t) => 0.5 * ((double)a - t) * ((double)a - t);

        public float Derivative(float a, float t) => a - t;
    }
}
