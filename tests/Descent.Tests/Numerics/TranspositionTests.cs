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
        Transposition.Copy(source, stride, rows, columns, destination, target);
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < target; i++)
                Assert.Equal(i < rows ? source[(i * stride) + j] : -1, destination[(j * target) + i]);
        }
    }

    [Fact]
    public void Spans_that_are_too_short_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Transposition.Copy(new float[15], 8, 2, 8, new float[64], 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Transposition.Copy(new float[16], 8, 2, 8, new float[57], 8));
    }
}
