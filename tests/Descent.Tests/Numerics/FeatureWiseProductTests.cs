using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public unsafe class FeatureWiseProductTests
{
    // Within a register, a whole one, beyond it, and several.
    private static readonly int[] Widths = [1, 5, 8, 16, 17, 40];

    [Fact]
    public void Whole_registers_give_the_bits_of_one_number_at_a_time_and_touch_nothing_else()
    {
        float[] x = Numerics.Widths.Uniform(60, -5, 5, 1), y = Numerics.Widths.Uniform(60, -5, 5, 2), start = Numerics.Widths.Uniform(60, -5, 5, 3);
        foreach (InstructionSet set in Numerics.Widths.All)
        {
            for (int length = 0; length <= 50; length++)
            {
                float[] sum = [.. start];
                fixed (float* px = x, py = y, s = sum)
                    KernelCatalogue.Run(new FeatureWiseProduct.AddProductAction(px, py, s, length), set);
                Numerics.Widths.AssertSameBits([.. start.Select((value, i) => i < length ? MathF.FusedMultiplyAdd(x[i], y[i], value) : value)], sum);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Forward_is_w_times_its_input_plus_b_and_leaves_zeros_in_the_padding(bool isIdentity)
    {
        foreach (int units in Widths)
        {
            (int inputs, int[] s) = Sources(units, isIdentity);
            int strideX = inputs + 3, strideZ = RowStride.Of(units);
            float[] x = PaddedRows.Uniform(4, inputs, strideX, -2, 2, 1), w = Numerics.Widths.Uniform(units, -2, 2, 2), b = Numerics.Widths.Uniform(units, -2, 2, 3);
            foreach (float[] biases in (float[][])[b, []])
            {
                float[] z = [.. Enumerable.Repeat(float.NaN, 4 * strideZ)];
                FeatureWiseProduct.Compute(x, strideX, isIdentity ? [] : s, w, biases, z, strideZ, 4);
                for (int i = 0; i < z.Length; i++)
                {
                    (int row, int j) = (i / strideZ, i % strideZ);
                    Assert.Equal(j < units ? MathF.FusedMultiplyAdd(x[(row * strideX) + s[j]], w[j], biases.Length > 0 ? b[j] : 0) : 0, z[i]);
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Backward_adds_up_the_units_that_read_an_input_and_leaves_zeros_elsewhere(bool isIdentity)
    {
        foreach (int units in Widths)
        {
            (int inputs, int[] s) = Sources(units, isIdentity);
            float[] dZ = PaddedRows.Uniform(3, units, units + 2, -2, 2, 4), w = Numerics.Widths.Uniform(units, -2, 2, 5);
            foreach ((int first, int columns) in ((int, int)[])[(0, inputs), (inputs / 2, inputs - (inputs / 2))])
            {
                int stride = RowStride.Of(columns);
                float[] dX = [.. Enumerable.Repeat(float.NaN, 3 * stride)];
                FeatureWiseProduct.ComputeTransposed(dZ, units + 2, isIdentity ? [] : s, w, dX, stride, 3, first, columns);
                for (int i = 0; i < dX.Length; i++)
                {
                    (int row, int k) = (i / stride, i % stride);
                    double expected = Enumerable.Range(0, units).Where(j => k < columns && s[j] == first + k).Sum(j => (double)w[j] * dZ[(row * (units + 2)) + j]);
                    Assert.Equal(expected, dX[i], 1e-5);
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_derivative_of_a_weight_is_a_sum_over_the_rows_in_their_order(bool isIdentity)
    {
        foreach (int units in Widths)
        {
            (int inputs, int[] s) = Sources(units, isIdentity);
            float[] x = PaddedRows.Uniform(7, inputs, inputs + 1, -2, 2, 6), dZ = PaddedRows.Uniform(7, units, units + 2, -2, 2, 7);
            float[] before = Numerics.Widths.Uniform(units, -2, 2, 8);
            foreach (bool accumulate in (bool[])[false, true])
            {
                float[] dW = [.. before];
                FeatureWiseProduct.Differentiate(x, inputs + 1, isIdentity ? [] : s, dZ, units + 2, 7, dW, accumulate);
                for (int j = 0; j < units; j++)
                {
                    float sum = accumulate ? before[j] : 0;
                    for (int row = 0; row < 7; row++)
                        sum = MathF.FusedMultiplyAdd(x[(row * (inputs + 1)) + s[j]], dZ[(row * (units + 2)) + j], sum);
                    Assert.Equal(sum, dW[j]);
                }
            }
        }
    }

    // Not the identity: several units read one input, and the last two inputs are read by none.
    private static (int Inputs, int[] Sources) Sources(int units, bool isIdentity) => isIdentity
        ? (units + 2, [.. Enumerable.Range(0, units)])
        : ((units / 2) + 3, [.. Enumerable.Range(0, units).Select(j => (j * 3) % ((units / 2) + 1))]);
}
