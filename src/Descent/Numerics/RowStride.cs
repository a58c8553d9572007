namespace Descent.Numerics;

/// <summary>
/// How far apart the rows of a matrix lie. Rows are padded so that the kernels need no tails, and long rows to an odd
/// number of cache lines: strides that are powers of two put a whole column into few cache sets and cost up to 40 %.
/// The rule is a constant of the library, not a property of the machine.
/// </summary>
internal static class RowStride
{
    private const int Line = 16;

    /// <summary>Floats from one row to the next for rows of <paramref name="columns"/> floats.</summary>
    public static int Of(int columns)
    {
        if (columns <= Line / 2)
            return Line / 2;
        int lines = (columns + Line - 1) / Line;
        return (columns >= 256 ? lines | 1 : lines) * Line;
    }

    /// <summary>The part of a row that kernels compute: the columns rounded up to whole registers of every width.</summary>
    public static int Padded(int columns) =>
        columns <= Line / 2 ? Line / 2 : (columns + Line - 1) / Line * Line;
}
