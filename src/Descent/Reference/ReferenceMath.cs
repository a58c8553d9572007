namespace Descent.Reference;

/// <summary>
/// The functions of one number that <see cref="Math"/> lacks, in double precision: a few units in the last place,
/// with no table and no polynomial, so that each can be checked by eye.
/// </summary>
internal static class ReferenceMath
{
    /// <summary>1 / (1 + e⁻ˣ). Vege (13).</summary>
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>ln(1 + eˣ), which neither overflows for large x nor vanishes for small ones.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>ln(1 + x) for x ≥ 0. The rounding of 1 + x is undone by the factor x / ((1 + x) − 1).</summary>
    public static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>eˣ − 1 for x ≤ 0, corrected in the same way.</summary>
    public static double ExpMinusOne(double x)
    {
        double u = Math.Exp(x);
        if (u == 1)
            return x;
        return u - 1 == -1 ? -1 : (u - 1) * (x / Math.Log(u));
    }

    /// <summary>erf x = 2/√π ∫₀ˣ e⁻ᵗ² dt.</summary>
    public static double Erf(double x)
    {
        if (!(Math.Abs(x) < 2))
            return x < 0 ? ErfcTail(-x) - 1 : 1 - ErfcTail(x);

        // erf x = 2/√π e⁻ˣ² Σₙ 2ⁿ x²ⁿ⁺¹ / (1·3·5 … (2n + 1)): all terms have one sign, so nothing cancels.
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>1 − erf x, with a small relative error where it is small.</summary>
    public static double Erfc(double x) => x < 2 ? 1 - Erf(x) : ErfcTail(x);

    /// <summary>The distribution function of the standard normal, Φ(x) = ½ erfc(−x/√2).</summary>
    public static double NormalDistribution(double x) => 0.5 * Erfc(-x / Math.Sqrt(2));

    /// <summary>The density of the standard normal, φ(x) = e^(−x²/2) / √(2π).</summary>
    public static double NormalDensity(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    // erfc x = e⁻ˣ²/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))) for x ≥ 2; 80 levels leave nothing to add at x = 2.
    private static double ErfcTail(double x)
    {
        double fraction = x;
        for (int k = 80; k >= 1; k--)
            fraction = x + (k / (2 * fraction));
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}
