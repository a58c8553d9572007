using Descent.Evaluation;
using Xunit;

namespace Descent.Tests.Evaluation;

public class LogarithmTests
{
    // 2 ulp between the two is what errors of 1 ulp each may add up to.
    [Fact]
    public void The_logarithm_is_within_2_ulp_of_the_c_library_over_the_floats()
    {
        double worst = 0;
        int largest = BitConverter.SingleToInt32Bits(float.MaxValue);
        for (int bits = 1; bits > 0 && bits <= largest; bits += 2039)
            worst = Math.Max(worst, Ulps(BitConverter.Int32BitsToSingle(bits)));

        // Probabilities near 1, where ln passes through 0.
        int one = BitConverter.SingleToInt32Bits(1);
        for (int bits = one - 100_000; bits <= one + 100_000; bits++)
            worst = Math.Max(worst, Ulps(BitConverter.Int32BitsToSingle(bits)));

        Assert.True(worst <= 2, $"worst error: {worst} ulp");

        static double Ulps(float x)
        {
            double expected = Math.Log(x);
            return expected == 0
                ? (Logarithm.Of(x) == 0 ? 0 : double.PositiveInfinity)
                : Math.Abs(Logarithm.Of(x) - expected) / (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected));
        }
    }

    [Fact]
    public void The_logarithm_of_1_is_0() => Assert.Equal(0, Logarithm.Of(1));

    // Pinned: a system on which these differ contracts products and sums, and its log losses would not compare.
    // The number was confirmed by writing the same operations in Python, whose floats are IEEE doubles without contraction.
    [Fact]
    public void The_logarithm_has_the_same_bits_everywhere()
    {
        ulong hash = 14695981039346656037;
        for (int i = 1; i <= 10_000; i++)
            hash = (hash ^ (ulong)BitConverter.DoubleToInt64Bits(Logarithm.Of(i / 10_000f))) * 1099511628211;
        Assert.Equal(7168170938085971154UL, hash);
    }
}
