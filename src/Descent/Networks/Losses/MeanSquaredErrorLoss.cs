namespace Descent.Networks;

/// <summary>Mean over all elements of (a − t)²; ∂/∂a = 2(a − t)/(mK).</summary>
internal sealed record MeanSquaredErrorLoss : ElementLoss<MeanSquaredErrorLoss.Term>
{
    public override string Name => "mse";

    internal override bool IsMeanOverElements => true;

    internal readonly struct Term : IElementLoss
    {
        public double Value(float a, float t) => ((double)a - t) * ((double)a - t);

        public float Derivative(float a, float t) => 2 * (a - t);
    }
}
