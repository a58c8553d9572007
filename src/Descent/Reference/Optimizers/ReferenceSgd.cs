namespace Descent.Reference;

/// <summary>
/// Gradient descent with momentum: v ← μ·v + g, p ← p − η·v; with Nesterov's look-ahead p ← p − η·(g + μ·v).
/// Without momentum it is p ← p − η·g: Datta, the end of "Backward Propagation".
/// </summary>
public sealed record ReferenceSgd : ReferenceOptimizer
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <summary>μ, in [0, 1); 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Momentum { get; init => field = Fraction(value); }

    /// <summary>Whether the step looks ahead along the momentum; without momentum it makes no difference.</summary>
    public bool Nesterov { get; init; }

    internal override double Next(double p, double g, ref double m, ref double v, double rate, (double First, double Second) corrections)
    {
        v = (Momentum * v) + g;
        return p - (rate * (Nesterov ? g + (Momentum * v) : v));
    }
}
