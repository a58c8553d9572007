using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public unsafe class ReductionsTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 70), 1000, 2047, 2048, 2049, 2064, 5000, 100_003];

    [Fact]
    public void Sums_have_the_documented_order_in_every_width()
    {
        foreach (int length in Lengths)
        {
            float[] x = Widths.Uniform(length, -1, 1, length), y = Widths.Uniform(length, -1, 1, length + 1);
            double sum = InDocumentedOrder(length, (lane, i) => lane + x[i]);
            double dot = InDocumentedOrder(length, (lane, i) => MathF.FusedMultiplyAdd(x[i], y[i], lane));
            double squares = InDocumentedOrder(length, (lane, i) => MathF.FusedMultiplyAdd(x[i], x[i], lane));
            Assert.Equal((sum, dot, squares), (Reductions.Sum(x), Reductions.Dot(x, y), Reductions.SumOfSquares(x)));
            foreach (InstructionSet set in Widths.All)
            {
                (double sumInSet, double dotInSet) = (0, 0);
                fixed (float* p = x, q = y)
                {
                    KernelCatalogue.Run(new Reductions.SumAction<Reductions.Plain>(p, p, length, &sumInSet), set);
                    KernelCatalogue.Run(new Reductions.SumAction<Reductions.Product>(p, q, length, &dotInSet), set);
                }

                Assert.Equal((sum, dot), (sumInSet, dotInSet));
            }
        }
    }

    // The naive sum of ten million times 0.1f is off by 8 %; here each block has at most 132 roundings.
    [Fact]
    public void Long_sums_stay_accurate()
    {
        float[] x = new float[10_000_000];
        Array.Fill(x, 0.1f);
        double exact = x.Length * (double)0.1f;
        Assert.InRange(Reductions.Sum(x), exact * (1 - 132 * Math.Pow(2, -24)), exact * (1 + 132 * Math.Pow(2, -24)));
    }

    [Fact]
    public void The_maximum_is_NaN_if_any_element_is()
    {
        foreach (int length in Lengths.Skip(1))
        {
            float[] x = Widths.Uniform(length, -10, 10, length);
            foreach (InstructionSet set in Widths.All)
            {
                Assert.Equal(x.Max(), Max(x, set));
                float[] withNaN = [.. x];
                withNaN[length / 3] = float.NaN;
                Assert.True(float.IsNaN(Max(withNaN, set)));
            }
        }

        Assert.Equal(float.NegativeInfinity, Reductions.Max([]));
        Assert.Equal(float.PositiveInfinity, Reductions.Max([1, float.PositiveInfinity, 2]));
        Widths.AssertSameBits([0f], [Reductions.Max([-0f, -0f])]);
    }

    [Fact]
    public void Infinities_and_NaN_are_not_hidden()
    {
        Assert.True(double.IsNaN(Reductions.Sum([1, float.NaN, 2])));
        Assert.True(double.IsNaN(Reductions.Sum([float.PositiveInfinity, float.NegativeInfinity])));
        Assert.Equal(double.PositiveInfinity, Reductions.SumOfSquares([1e30f]));
    }

    private static float Max(float[] x, InstructionSet set)
    {
        float result;
        fixed (float* p = x)
            KernelCatalogue.Run(new Reductions.MaxAction(p, x.Length, &result), set);
        return result;
    }

    private static double InDocumentedOrder(int length, Func<float, int, float> add)
    {
        double total = 0;
        for (int start = 0; start < length; start += 2048)
        {
            float[] lanes = new float[16];
            for (int i = start; i < Math.Min(start + 2048, length); i++)
                lanes[i % 16] = add(lanes[i % 16], i);
            for (int half = 8; half > 0; half /= 2)
            {
                for (int j = 0; j < half; j++)
                    lanes[j] += lanes[j + half];
            }

            total += lanes[0];
        }

        return total;
    }
}
