using Xunit;

namespace Descent.Tests.Numerics;

/// <summary>Matrices of [rows, stride] whose padding holds NaN, so that whoever reads it is found out.</summary>
internal static class PaddedRows
{
    /// <summary>Shapes with rows of one register and of several, full and not, and strides that are multiples of 16, 8, 4 and 1.</summary>
    public static readonly (int Rows, int Columns, int Stride)[] Shapes =
    [
        (1, 1, 16), (3, 1, 1), (5, 2, 16), (4, 3, 8), (7, 4, 4), (20, 5, 5), (33, 10, 16), (17, 16, 16), (6, 17, 32), (5, 8, 8), (3, 31, 32),
        (2, 100, 112), (2, 1000, 1008), (3, 257, 272), (4, 10, 12), (2, 7, 48),
    ];

    public static float[] Create(int rows, int columns, int stride, Func<int, int, float> value)
    {
        float[] matrix = new float[rows * stride];
        for (int i = 0; i < matrix.Length; i++)
            matrix[i] = i % stride < columns ? value(i / stride, i % stride) : float.NaN;
        return matrix;
    }

    public static float[] Uniform(int rows, int columns, int stride, float minimum, float maximum, int seed)
    {
        Random random = new(seed);
        return Create(rows, columns, stride, (_, _) => minimum + (maximum - minimum) * random.NextSingle());
    }

    /// <summary>The columns of a row in double precision.</summary>
    public static double[] Row(float[] matrix, int row, int columns, int stride) =>
        [.. matrix.Skip(row * stride).Take(columns).Select(value => (double)value)];

    public static void AssertPaddingIsZero(float[] matrix, int columns, int stride)
    {
        for (int i = 0; i < matrix.Length; i++)
            Assert.True(i % stride < columns || BitConverter.SingleToInt32Bits(matrix[i]) == 0, $"padding at row {i / stride}, column {i % stride} is {matrix[i]}");
    }
}
