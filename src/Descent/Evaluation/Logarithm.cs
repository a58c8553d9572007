namespace Descent.Evaluation;

/// <summary>
/// The natural logarithm in double precision from + − × ÷ alone. <see cref="Math.Log(double)"/> ends in the C library,
/// whose last bit differs between systems, and a reported log loss should not.
/// </summary>
internal static class Logarithm
{
    // ln 2 in two parts: the first has trailing zeros, so that its product with an exponent is exact.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    private const long HalfRootOfTwo = 0x3FE6_A09E_667F_3BCD;
    private const int MantissaBits = 52;

    /// <summary>ln x, within 2 ulp, for a finite x &gt; 0 that is normal in double precision, as every float is.</summary>
    /// <remarks>x = 2ᵉ m with m in [√½, √2), ln m = 2 artanh s with s = (m − 1)/(m + 1), artanh s = s + s³/3 + s⁵/5 + …</remarks>
    public static double Of(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        long exponent = (bits - HalfRootOfTwo) >> MantissaBits;
        double m = BitConverter.Int64BitsToDouble(bits - (exponent << MantissaBits));

        double s = (m - 1) / (m + 1);
        double square = s * s;
        double series = 0;

        // |s| < 0.1716: the first term left out, s²³/23, is below 1e-18 of the sum.
        for (int power = 21; power >= 3; power -= 2)
            series = (series + (1.0 / power)) * square;

        return (exponent * Ln2High) + ((2 * s) + ((2 * s * series) + (exponent * Ln2Low)));
    }
}
