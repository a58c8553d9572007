namespace Descent.Evaluation;

/// <summary>A 95 % confidence interval: how far a metric measured on these rows may be from its value on endless rows of the same kind.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>The 97.5 % point of the standard normal distribution, Φ⁻¹(0.975).</summary>
    internal const double NormalQuantile = 1.959963984540054;

    /// <summary>Whether the value lies in the interval, its ends included.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper;

    /// <summary>
    /// The score interval of a proportion p̂ = k/n:
    /// (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n) with z = Φ⁻¹(0.975). Wilson 1927.
    /// </summary>
    /// <remarks>
    /// Unlike p̂ ± z √(p̂(1 − p̂)/n) it stays within [0, 1] and does not shrink to a point at 0 or <paramref name="trials"/> successes.
    /// </remarks>
    /// <param name="successes">k, from 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Interval Wilson(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);

        double n = trials;
        double p = successes / n;
        const double z = NormalQuantile;
        double centre = p + (z * z / (2 * n));
        double reach = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        double scale = 1 + (z * z / n);

        // At the two extremes the formula gives 0 and 1 exactly, but not once it is rounded.
        return new Interval(
            successes == 0 ? 0 : (centre - reach) / scale,
            successes == trials ? 1 : (centre + reach) / scale);
    }
}
