using System.Numerics;
using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

/// <summary>Against System.Math, whose error is below 10⁻¹⁵ too: the sum of both is allowed.</summary>
public class ScalarMathTests
{
    private const double Tolerance = 1.2e-15;

    [Fact]
    public void Exp_agrees_with_the_library()
    {
        Random random = new(1);
        for (int i = 0; i < 100_000; i++)
        {
            double x = (random.NextDouble() - 0.5) * (i % 2 == 0 ? 4 : 1400);
            AssertClose(Math.Exp(x), ScalarMath.Exp(x), x);
        }

        Assert.Equal(1, ScalarMath.Exp(0));
        Assert.Equal(0, ScalarMath.Exp(double.NegativeInfinity));
        Assert.Equal(0, ScalarMath.Exp(-746));
        Assert.Equal(double.Epsilon, ScalarMath.Exp(-745));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Exp(710));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Exp(double.PositiveInfinity));
        Assert.True(double.IsFinite(ScalarMath.Exp(709.78)));
        Assert.True(double.IsNaN(ScalarMath.Exp(double.NaN)));
    }

    [Fact]
    public void Log_agrees_with_the_library()
    {
        Random random = new(2);
        for (int i = 0; i < 100_000; i++)
        {
            double x = i % 2 == 0 ? 0.5 + random.NextDouble() : Math.ScaleB(0.5 + random.NextDouble() / 2, random.Next(-1073, 1025));
            AssertClose(Math.Log(x), ScalarMath.Log(x), x);
        }

        Assert.Equal(0, ScalarMath.Log(1));
        Assert.Equal(double.NegativeInfinity, ScalarMath.Log(0));
        Assert.Equal(double.NegativeInfinity, ScalarMath.Log(-0.0));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Log(double.PositiveInfinity));
        Assert.Equal(Math.Log(double.Epsilon), ScalarMath.Log(double.Epsilon), 1e-12);
        Assert.True(double.IsNaN(ScalarMath.Log(-1)));
        Assert.True(double.IsNaN(ScalarMath.Log(double.NaN)));
    }

    /// <summary>Beside 0 against the series in 28 decimal digits, elsewhere against the library. The logarithm that corrects has an error too.</summary>
    [Fact]
    public void Log1p_and_ExpM1_keep_the_digits_of_small_numbers()
    {
        Random random = new(4);
        for (int i = 0; i < 20_000; i++)
        {
            // Up to ½; a decimal holds the fraction to 28 digits, and so does the double that it is the value of.
            long numerator = random.NextInt64(-(1L << 39), 1L << 39) >> (i % 30);
            decimal exact = numerator / (decimal)(1L << 40);
            double x = Math.ScaleB(numerator, -40);
            decimal s = exact / (2 + exact), logarithm = 0, power = s, exponential = 0, term = 1;
            for (int k = 1; k < 60; k += 2, power *= s * s)
                logarithm += 2 * power / k;
            for (int k = 1; k < 25; k++)
                exponential += term *= exact / k;
            AssertClose((double)logarithm, ScalarMath.Log1p(x), x, 2 * Tolerance);
            AssertClose((double)exponential, ScalarMath.ExpM1(x), x, 2 * Tolerance);

            double large = 0.5 + (600 * random.NextDouble());
            AssertClose(Math.Exp(large) - 1, ScalarMath.ExpM1(large), large, 3 * Tolerance);
            AssertClose(Math.Exp(-large) - 1, ScalarMath.ExpM1(-large), -large, 3 * Tolerance);
            // 1 + 2⁻²⁰·n is exact.
            large = Math.ScaleB(random.Next(1 << 19, int.MaxValue), -20);
            AssertClose(Math.Log(1 + large), ScalarMath.Log1p(large), large, 2 * Tolerance);
        }

        Assert.Equal(1e-300, ScalarMath.Log1p(1e-300));
        Assert.Equal(-1e-300, ScalarMath.ExpM1(-1e-300));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Log1p(double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, ScalarMath.Log1p(-1));
        Assert.Equal(double.PositiveInfinity, ScalarMath.ExpM1(double.PositiveInfinity));
        Assert.Equal(-1, ScalarMath.ExpM1(double.NegativeInfinity));
        Assert.True(double.IsNaN(ScalarMath.Log1p(double.NaN)) && double.IsNaN(ScalarMath.ExpM1(double.NaN)));
    }

    [Fact]
    public void Sine_and_cosine_of_turns_agree_with_the_library()
    {
        Random random = new(3);
        for (int i = 0; i < 100_000; i++)
        {
            // Below a half turn; above, the library would be asked for the sine of a rounded product.
            double u = random.NextDouble() - 0.5;
            Assert.Equal(Math.Sin(2 * Math.PI * u), ScalarMath.SinTurns(u), 5e-16);
            Assert.Equal(Math.Cos(2 * Math.PI * u), ScalarMath.CosTurns(u), 5e-16);

            double whole = random.Next(1 << 20);
            double part = Math.ScaleB(random.Next(1 << 30), -30);
            Assert.Equal(ScalarMath.SinTurns(part), ScalarMath.SinTurns(whole + part));
            Assert.Equal(ScalarMath.CosTurns(part), ScalarMath.CosTurns(-whole - part));
        }
    }

    [Fact]
    public void Sine_and_cosine_are_exact_at_quarters_of_a_turn_and_keep_relative_accuracy_beside_them()
    {
        for (int quarter = -9; quarter <= 9; quarter++)
        {
            Assert.Equal((quarter & 3) switch { 1 => 1.0, 3 => -1.0, _ => 0.0 }, ScalarMath.SinTurns(quarter / 4.0));
            Assert.Equal((quarter & 3) switch { 0 => 1.0, 2 => -1.0, _ => 0.0 }, ScalarMath.CosTurns(quarter / 4.0));
        }

        AssertClose(2 * Math.PI * 1e-10, ScalarMath.SinTurns(1e-10), 1e-10);
        AssertClose(-2 * Math.PI * Math.ScaleB(1, -40), ScalarMath.CosTurns(0.25 + Math.ScaleB(1, -40)), 0.25);
        Assert.Equal(0, ScalarMath.SinTurns(1e300));
        Assert.Equal(1, ScalarMath.CosTurns(1e300));
        Assert.True(double.IsNaN(ScalarMath.SinTurns(double.NaN)));
        Assert.True(double.IsNaN(ScalarMath.CosTurns(double.PositiveInfinity)));
    }

    [Theory]
    [InlineData(0.999, 1_000)]
    [InlineData(0.999, 100_000)]
    [InlineData(0.9, 5_000)]
    [InlineData(1.0000001, 1_000_000_000)]
    [InlineData(-1.5, 601)]
    [InlineData(0.999, -100_000)]
    [InlineData(3, -600)]
    public void Powers_keep_their_digits(double x, long n)
    {
        // The same in whole numbers of 200 bits.
        int exponent = Math.ILogB(x) - 52;
        (BigInteger factor, long factorShift) = (new BigInteger(Math.ScaleB(x, -exponent)), exponent);
        (BigInteger power, long shift) = (BigInteger.One, 0);
        for (long k = Math.Abs(n); k > 0; k >>= 1)
        {
            if ((k & 1) != 0)
                (power, shift) = Truncate(power * factor, shift + factorShift);
            (factor, factorShift) = Truncate(factor * factor, 2 * factorShift);
        }

        double expected = n > 0 ? Math.ScaleB((double)power, (int)shift) : 1 / Math.ScaleB((double)power, (int)shift);
        AssertClose(expected, ScalarMath.PowInt(x, n), n);
    }

    [Fact]
    public void Powers_have_their_limits()
    {
        Assert.Equal(1, ScalarMath.PowInt(0, 0));
        Assert.Equal(1, ScalarMath.PowInt(double.NaN, 0));
        Assert.Equal(0, ScalarMath.PowInt(0, 3));
        Assert.Equal(8, ScalarMath.PowInt(2, 3));
        Assert.Equal(0.125, ScalarMath.PowInt(2, -3));
        Assert.Equal(double.PositiveInfinity, ScalarMath.PowInt(2, 1024));
        Assert.Equal(double.PositiveInfinity, ScalarMath.PowInt(0, -1));
        Assert.Equal(0, ScalarMath.PowInt(0.5, long.MaxValue));
        Assert.Equal(0, ScalarMath.PowInt(2, long.MinValue));
        Assert.Equal(1, ScalarMath.PowInt(-1, long.MinValue));
    }

    private static void AssertClose(double expected, double actual, double at, double tolerance = Tolerance)
    {
        // In the subnormal range a unit in the last place is more than 10⁻¹⁵ of the value.
        double allowed = Math.Max(Math.Abs(expected) * tolerance, double.Epsilon);
        Assert.True(Math.Abs(actual - expected) <= allowed, $"at {at:R}: {actual:R}, expected {expected:R}");
    }

    private static (BigInteger Value, long Shift) Truncate(BigInteger value, long shift)
    {
        int excess = Math.Max(0, (int)BigInteger.Abs(value).GetBitLength() - 200);
        return (value >> excess, shift + excess);
    }
}
