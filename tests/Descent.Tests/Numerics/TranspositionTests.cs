using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public class TranspositionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 8)]
    [InlineData(7, 9)]
    [InlineData(9, 7)]
    [InlineData(16, 3)]
    [InlineData(70, 131)]
    [InlineData(129, 64)]
    public void Every_element_changes_places_and_nothing_else_is_written(int rows, int columns)
    {
        int stride = RowStride.Of(columns), target = RowStride.Of(rows);
        float[] source = [.. Enumerable.Range(0, rows * stride).Select(i => (float)i)];
        float[] destination = new float[columns * target];
        Array.Fill(destination, -1);
        Copy(source, stride, rows, columns, destination, target);
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < target; i++)
                Assert.Equal(i < rows ? source[(i * stride) + j] : -1, destination[(j * target) + i]);
        }
    }

    private static unsafe void Copy(float[] source, int stride, int rows, int columns, float[] destination, int target)
    {
        fixed (float* s = source, d = destination)
            Transposition.Copy(s, stride, rows, columns, d, target);
    }
}
