namespace Descent.Tests.Numerics;

/// <summary>Functions in double precision that System.Math lacks, right to about 10⁻¹⁴.</summary>
internal static class Exactly
{
    /// <summary>eˣ − 1 = 2t/(1 − t) with t = tanh(x/2).</summary>
    public static double ExpM1(double x)
    {
        if (Math.Abs(x) > 1)
            return Math.Exp(x) - 1;
        double t = Math.Tanh(x / 2);
        return 2 * t / (1 - t);
    }

    /// <summary>ln(1 + x), corrected for what rounding takes from 1 + x (Kahan).</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>By the series e^(−x²)·2/√π·Σ 2ⁿx²ⁿ⁺¹/(2n + 1)!!, and by erfc from 2.5 up; ±1 from 6 up.</summary>
    public static double Erf(double x)
    {
        if (!(Math.Abs(x) < 6))
            return double.IsNaN(x) ? x : Math.Sign(x);
        if (Math.Abs(x) > 2.5)
            return Math.CopySign(1 - Erfc(Math.Abs(x)), x);
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>For x ≥ 1 by the continued fraction e^(−x²)/√π / (x + ½/(x + 1/(x + 3⁄2/(x + …)))); 0 from 28 up.</summary>
    public static double Erfc(double x)
    {
        if (!(x is >= 1 and < 28))
            return x < 1 ? 1 - Erf(x) : double.IsNaN(x) ? x : 0;
        double fraction = 0;
        for (int k = x > 2.5 ? 60 : 250; k > 0; k--)
            fraction = k / 2.0 / (x + fraction);
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * (x + fraction));
    }

    public static double NormalDistribution(double x) => 0.5 * Erfc(-x / Math.Sqrt(2));
}
