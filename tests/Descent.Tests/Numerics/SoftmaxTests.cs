using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public unsafe class SoftmaxTests
{
    // Relative: exp, the reciprocal and the product together 4 units of 2⁻²⁴ at most, a sum of K positive terms in 16 lanes K/16 + 4, and
    // the rounding of z − m, which the exponential magnifies |z − m| times.
    private static double Tolerance(int columns, double distance = 0) => (8 + columns / 16.0 + distance) * Math.Pow(2, -24);

    [Fact]
    public void Softmax_agrees_with_the_formula_in_double_precision()
    {
        foreach ((int rows, int columns, int stride) in PaddedRows.Shapes)
        {
            float[] z = PaddedRows.Uniform(rows, columns, stride, -8, 8, columns), a = new float[z.Length];
            RowMath.Softmax(z, a, columns, stride);
            for (int i = 0; i < rows; i++)
            {
                double[] expected = Exact(PaddedRows.Row(z, i, columns, stride)), actual = PaddedRows.Row(a, i, columns, stride);
                for (int j = 0; j < columns; j++)
                    Assert.Equal(expected[j], actual[j], expected[j] * Tolerance(columns, distance: 16));
                Assert.InRange(actual.Sum(), 1 - Tolerance(columns), 1 + Tolerance(columns));
            }

            PaddedRows.AssertPaddingIsZero(a, columns, stride);
        }
    }

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        foreach ((int rows, int columns, int stride) in PaddedRows.Shapes.Where(shape => shape.Stride % 16 == 0))
        {
            float[] z = PaddedRows.Uniform(rows, columns, stride, -30, 30, columns), dA = PaddedRows.Uniform(rows, columns, stride, -1, 1, columns + 1);
            float[] a = new float[z.Length], dZ = [.. dA];
            RowMath.Softmax(z, a, columns, stride);
            RowMath.SoftmaxBackward(a, dZ, columns, stride);
            foreach (InstructionSet set in Widths.All)
            {
                float[] actual = [.. z], gradient = [.. dA];
                fixed (float* p = actual, g = gradient)
                {
                    KernelCatalogue.Run(new RowMath.SoftmaxAction(p, p, rows, columns, stride), set);
                    KernelCatalogue.Run(new RowMath.SoftmaxBackwardAction(p, g, rows, columns, stride), set);
                }

                Widths.AssertSameBits(a, actual, $"softmax in {set}");
                Widths.AssertSameBits(dZ, gradient, $"its gradient in {set}");
            }
        }
    }

    [Fact]
    public void The_stride_does_not_change_the_bits()
    {
        const int columns = 10;
        float[] z = Widths.Uniform(columns, -5, 5, 1), expected = new float[columns];
        RowMath.Softmax(z, expected, columns, columns);
        foreach (int stride in (int[])[11, 12, 16, 24, 48])
        {
            float[] padded = PaddedRows.Create(1, columns, stride, (_, j) => z[j]);
            RowMath.Softmax(padded, padded, columns, stride);
            Widths.AssertSameBits(expected, padded.AsSpan(0, columns));
        }
    }

    [Theory]
    [InlineData(10_000f)]
    [InlineData(-10_000f)]
    [InlineData(3e38f)]
    public void Large_logits_neither_overflow_nor_vanish(float large)
    {
        float[] a = new float[3];
        RowMath.Softmax([large, large, large], a, 3, 3);
        Assert.All(a, value => Assert.Equal(1 / 3.0, value, 1e-7));
        RowMath.Softmax([large, 0, large / 2], a, 3, 3);
        Assert.Equal(large > 0 ? [1f, 0f, 0f] : [0f, 1f, 0f], a);
    }

    [Fact]
    public void Only_a_row_with_NaN_or_positive_infinity_or_nothing_else_than_negative_infinity_becomes_NaN()
    {
        const float inf = float.PositiveInfinity;
        float[] rows = [1, float.NaN, 2, 3, inf, 1, -inf, -inf, -inf, 1, -inf, 1];
        float[] a = new float[12];
        RowMath.Softmax(rows, a, 3, 3);
        Assert.All(a.Take(9), value => Assert.True(float.IsNaN(value)));
        Assert.Equal([0.5f, 0f, 0.5f], a.Skip(9));
    }

    [Fact]
    public void Backward_is_the_product_with_the_Jacobian()
    {
        foreach ((int rows, int columns, int stride) in PaddedRows.Shapes)
        {
            float[] a = PaddedRows.Uniform(rows, columns, stride, -3, 3, columns), dA = PaddedRows.Uniform(rows, columns, stride, -1, 1, columns + 1);
            RowMath.Softmax(a, a, columns, stride);
            float[] dZ = [.. dA];
            RowMath.SoftmaxBackward(a, dZ, columns, stride);
            for (int i = 0; i < rows; i++)
            {
                double[] p = PaddedRows.Row(a, i, columns, stride), g = PaddedRows.Row(dA, i, columns, stride), actual = PaddedRows.Row(dZ, i, columns, stride);
                for (int j = 0; j < columns; j++)
                {
                    // Row j of diag(p) − pᵀp times g.
                    double expected = Enumerable.Range(0, columns).Sum(k => ((j == k ? p[j] : 0) - p[j] * p[k]) * g[k]);
                    Assert.Equal(expected, actual[j], p[j] * (4 + columns / 16.0) * Math.Pow(2, -24));
                }
            }

            PaddedRows.AssertPaddingIsZero(dZ, columns, stride);
        }
    }

    [Fact]
    public void LogSumExp_is_stable_and_precise()
    {
        foreach (int columns in (int[])[1, 2, 3, 10, 16, 17, 100, 1000])
        {
            float[] z = Widths.Uniform(columns, -4, 4, columns);
            double expected = Math.Log(z.Sum(value => Math.Exp(value)));
            Assert.Equal(expected, RowMath.LogSumExp(z), 3e-7 * (1 + Math.Abs(expected)));
            Assert.Equal(1e4 + expected, RowMath.LogSumExp([.. z.Select(value => 1e4f + value)]), 2e-3);
        }

        Assert.Equal(5f, RowMath.LogSumExp([5f]));
        Assert.Equal(0, RowMath.LogSumExp([0f, -200f]));
        Assert.True(float.IsNaN(RowMath.LogSumExp([0f, float.NaN])));

        // A sum of 1 and a little: the logarithm is that little, not 0.
        Assert.Equal(Math.Exp(-20), RowMath.LogSumExp([0f, -20f]), 1e-15);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RowMath.Softmax(new float[4], new float[5], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowMath.Softmax(new float[5], new float[5], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowMath.Softmax(new float[4], new float[4], 3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowMath.Softmax(new float[4], new float[4], 0, 2));
        RowMath.Softmax([], [], 2, 2);
    }

    private static double[] Exact(double[] z)
    {
        double[] exponentials = [.. z.Select(value => Math.Exp(value - z.Max()))];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}
