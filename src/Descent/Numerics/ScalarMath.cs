namespace Descent.Numerics;

/// <summary>
/// Elementary functions in double precision with the same bits on every system: built only from + − × ÷, fused
/// multiply-add, square root and rounding to whole numbers, which are exactly rounded everywhere. The C library's, behind
/// <see cref="Math"/>, differ between systems. Relative error at most 10⁻¹⁵ where the result is a normal number.
/// </summary>
internal static class ScalarMath
{
    private const double Log2E = 1.4426950408889634;

    // ln 2 and 2π as a double and the rest.
    private const double Ln2High = 0.69314718055994529;
    private const double Ln2Low = 2.3190468138462996e-17;
    private const double TwoPiHigh = 6.2831853071795862;
    private const double TwoPiLow = 2.4492935982947064e-16;

    private const long BitsOfOne = 0x3FF0_0000_0000_0000;
    private const long BitsOfSqrtHalf = 0x3FE6_A09E_667F_3BCD;

    /// <summary>eˣ. x = n·ln 2 + r with |r| ≤ ½ ln 2, and the Taylor series of eʳ.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 709.8)
            return double.PositiveInfinity;
        if (x < -745.2)
            return 0;

        double n = Math.Round(x * Log2E);
        double r = Math.FusedMultiplyAdd(-n, Ln2Low, Math.FusedMultiplyAdd(-n, Ln2High, x));

        // Horner's scheme for Σ rᵏ/k!: 1 + r/1·(1 + r/2·(1 + r/3·(…))). What is cut off is below 2⁻⁵⁷.
        double sum = 1;
        for (int k = 13; k >= 1; k--)
            sum = Math.FusedMultiplyAdd(r / k, sum, 1);

        // 2ⁿ in two factors, because it can be subnormal or too large by itself.
        int half = (int)n / 2;
        return sum * PowerOf2(half) * PowerOf2((int)n - half);
    }

    /// <summary>ln x; −∞ at 0, NaN below. x = m·2ᵏ with m in [√½, √2), and ln m = 2·artanh((m − 1)/(m + 1)) as its series.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;

        int subnormal = double.IsSubnormal(x) ? 54 : 0;
        long bits = BitConverter.DoubleToInt64Bits(subnormal == 0 ? x : x * PowerOf2(54));
        long k = (bits - BitsOfSqrtHalf) >> 52;
        double f = BitConverter.Int64BitsToDouble(bits - (k << 52)) - 1;
        k -= subnormal;

        // s·(2 + 2s²/3 + 2s⁴/5 + …) with |s| ≤ 0.172. What is cut off is below 2⁻⁵⁷.
        double s = f / (2 + f), square = s * s, sum = 0;
        for (int j = 21; j >= 3; j -= 2)
            sum = Math.FusedMultiplyAdd(sum, square, 2.0 / j);
        double rest = Math.FusedMultiplyAdd(s * square, sum, k * Ln2Low);
        return Math.FusedMultiplyAdd(k, Ln2High, Math.FusedMultiplyAdd(2, s, rest));
    }

    /// <summary>ln(1 + x), also where x is small. The rounding of 1 + x is undone by the factor x / ((1 + x) − 1).</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(u) ? x : Log(u) * (x / (u - 1));
    }

    /// <summary>eˣ − 1, also where x is small: corrected in the same way.</summary>
    public static double ExpM1(double x)
    {
        double u = Exp(x);
        if (u == 1)
            return x;
        return u == 0 ? -1 : double.IsPositiveInfinity(u) ? u : (u - 1) * (x / Log(u));
    }

    /// <summary>sin 2πu: exactly 0 and ±1 at the quarters of a turn.</summary>
    public static double SinTurns(double u) => Turns(u, 0);

    /// <summary>cos 2πu: exactly 0 and ±1 at the quarters of a turn.</summary>
    public static double CosTurns(double u) => Turns(u, 1);

    /// <summary>xⁿ by repeated squaring, carried in pairs of doubles: the plain products would lose log₂ n digits.</summary>
    public static double PowInt(double x, long n)
    {
        double high = x, low = 0;
        ulong exponent = (ulong)n;
        if (n < 0)
        {
            exponent = 0 - exponent;
            high = 1 / x;
            low = Rest(Math.FusedMultiplyAdd(-high, x, 1) / x);
        }

        double resultHigh = 1, resultLow = 0;
        while (true)
        {
            if ((exponent & 1) != 0)
                (resultHigh, resultLow) = Multiply(resultHigh, resultLow, high, low);
            exponent >>= 1;
            if (exponent == 0)
                return resultHigh + resultLow;
            (high, low) = Multiply(high, low, high, low);
        }
    }

    /// <summary>sin(2πu + quarters·π/2).</summary>
    private static double Turns(double u, int quarters)
    {
        u -= Math.Round(u);
        double quarter = Math.Round(4 * u);
        double turn = u - quarter / 4;
        double x = Math.FusedMultiplyAdd(turn, TwoPiHigh, turn * TwoPiLow), square = x * x;
        int quadrant = double.IsNaN(u) ? 0 : ((int)quarter + quarters) & 3;
        bool cosine = (quadrant & 1) != 0;

        // Taylor series by Horner's scheme, |x| ≤ π/4: 1 − x²/(1·2)·(1 − x²/(3·4)·(…)), or x·(1 − x²/(2·3)·(1 − x²/(4·5)·(…))).
        double sum = 1;
        for (int k = 18; k >= 2; k -= 2)
            sum = Math.FusedMultiplyAdd(square * sum, -1.0 / (cosine ? (k - 1) * k : k * (k + 1)), 1);
        double value = cosine ? sum : x * sum;
        return (quadrant & 2) == 0 ? value : -value;
    }

    private static (double High, double Low) Multiply(double aHigh, double aLow, double bHigh, double bLow)
    {
        double product = aHigh * bHigh;
        double rest = Math.FusedMultiplyAdd(aHigh, bHigh, -product) + (aHigh * bLow + aLow * bHigh);
        double high = product + Rest(rest);
        return (high, Rest(product - high + rest));
    }

    // Beside an infinite or a vanishing product there is no rest.
    private static double Rest(double rest) => double.IsFinite(rest) ? rest : 0;

    private static double PowerOf2(int n) => BitConverter.Int64BitsToDouble(BitsOfOne + ((long)n << 52));
}
