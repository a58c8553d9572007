using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

public class ReferenceMathTests
{
    // Abramowitz and Stegun, table 7.1, and for the tail the digits of arbitrary-precision arithmetic.
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1e-10, 1.1283791670955126e-10)]
    [InlineData(0.1, 0.1124629160182849)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1.0, 0.8427007929497149)]
    [InlineData(1.5, 0.9661051464753107)]
    [InlineData(1.9999999, 0.9953222629522538)]
    [InlineData(2.0, 0.9953222650189527)]
    [InlineData(3.0, 0.9999779095030014)]
    [InlineData(6.0, 1.0)]
    public void Erf_has_its_tabulated_values_and_is_odd(double x, double expected)
    {
        Assert.Equal(expected, ReferenceMath.Erf(x), 1e-15 * Math.Max(expected, 1e-15));
        Assert.Equal(-expected, ReferenceMath.Erf(-x), 1e-15 * Math.Max(expected, 1e-15));
    }

    [Theory]
    [InlineData(-1.0, 1.8427007929497148)]
    [InlineData(0.5, 0.4795001221869535)]
    [InlineData(2.0, 0.004677734981047266)]
    [InlineData(3.0, 2.209049699858544e-05)]
    [InlineData(5.0, 1.5374597944280349e-12)]
    [InlineData(10.0, 2.088487583762545e-45)]
    [InlineData(25.0, 8.300172571196522e-274)]
    public void Erfc_keeps_its_digits_in_the_tail(double x, double expected) =>
        Assert.Equal(1, ReferenceMath.Erfc(x) / expected, 1e-13);

    [Fact]
    public void Erf_and_erfc_pass_on_what_is_not_finite()
    {
        Assert.Equal(1, ReferenceMath.Erf(double.PositiveInfinity));
        Assert.Equal(0, ReferenceMath.Erfc(double.PositiveInfinity));
        Assert.Equal(2, ReferenceMath.Erfc(double.NegativeInfinity));
        Assert.True(double.IsNaN(ReferenceMath.Erf(double.NaN)));
    }

    // x − x²/2 + x³/3 is ln(1 + x) and x + x²/2 + x³/6 is eˣ − 1, to the last digit for |x| below 1e-6.
    [Theory]
    [InlineData(1e-7)]
    [InlineData(3.3e-9)]
    [InlineData(1e-17)]
    [InlineData(1e-300)]
    public void Logarithm_and_exponential_keep_their_digits_near_zero(double x)
    {
        Assert.Equal(1, ReferenceMath.LogOnePlus(x) / (x - (x * x / 2) + (x * x * x / 3)), 4e-16);
        Assert.Equal(1, ReferenceMath.ExpMinusOne(-x) / (-x + (x * x / 2) - (x * x * x / 6)), 4e-16);
    }

    [Fact]
    public void Softplus_is_finite_and_exact_at_both_ends()
    {
        Assert.Equal(1e4, ReferenceMath.Softplus(1e4));
        Assert.Equal(0, ReferenceMath.Softplus(-1e4));
        Assert.Equal(1, ReferenceMath.Softplus(-40) / Math.Exp(-40), 1e-15);
        Assert.Equal(Math.Log(2), ReferenceMath.Softplus(0), 1e-16);
    }
}
