namespace Descent.Numerics;

/// <summary>Bᵀ from B: exact, so it has no say in the bits of a product.</summary>
internal static class Transposition
{
    private const int Tile = 16;

    /// <summary>destination[j, i] = source[i, j]; the padding stays as it is.</summary>
    /// <param name="source">[rows, sourceStride].</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="destination">[columns, destinationStride].</param>
    /// <param name="destinationStride">Floats between rows of the destination.</param>
    public static void Copy(
        ReadOnlySpan<float> source, int sourceStride, int rows, int columns, Span<float> destination, int destinationStride)
    {
        // In square tiles, so that both sides stay in the cache.
        for (int i0 = 0; i0 < rows; i0 += Tile)
        {
            int iEnd = Math.Min(i0 + Tile, rows);
            for (int j0 = 0; j0 < columns; j0 += Tile)
            {
                int jEnd = Math.Min(j0 + Tile, columns);
                for (int j = j0; j < jEnd; j++)
                {
                    for (int i = i0; i < iEnd; i++)
                        destination[(j * destinationStride) + i] = source[(i * sourceStride) + j];
                }
            }
        }
    }
}
