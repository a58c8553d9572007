namespace Descent.Reference;

/// <summary>
/// Adam: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², p ← p − η·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ).
/// Kingma and Ba 2015; with the decay apart from the gradient (AdamW) Loshchilov and Hutter 2019.
/// </summary>
/// <param name="Decoupled">
/// Whether the weight decay λ shrinks the parameter, p ← p·(1 − η·λ), before the step (<c>adamw</c>),
/// rather than being added to the gradient as λ·p (<c>adam</c>). It applies to weights and biases alike.
/// </param>
public sealed record ReferenceAdam(bool Decoupled = false) : ReferenceOptimizer
{
    /// <inheritdoc/>
    public override string Name => Decoupled ? "adamw" : "adam";

    /// <summary>β₁, in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Beta1 { get; init => field = Fraction(value); } = 0.9;

    /// <summary>β₂, in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Beta2 { get; init => field = Fraction(value); } = 0.999;

    /// <summary>ε, finite and not negative. With 0 a parameter whose gradients were all 0 becomes NaN.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Epsilon { get; init => field = NotNegative(value); } = 1e-8;

    /// <summary>λ, finite and not negative; by default 0 for <c>adam</c> and 0.01 for <c>adamw</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double WeightDecay { get; init => field = NotNegative(value); } = Decoupled ? 0.01 : 0;

    internal override (double First, double Second) Corrections(long step) => (1 - Math.Pow(Beta1, step), 1 - Math.Pow(Beta2, step));

    internal override double Next(double p, double g, ref double m, ref double v, double rate, (double First, double Second) corrections)
    {
        if (Decoupled)
            p *= 1 - (rate * WeightDecay);
        else
            g += WeightDecay * p;

        m = (Beta1 * m) + ((1 - Beta1) * g);
        v = (Beta2 * v) + ((1 - Beta2) * g * g);
        double first = m / corrections.First;
        double second = v / corrections.Second;
        return p - (rate * first / (Math.Sqrt(second) + Epsilon));
    }
}
