using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Descent.Numerics;

/// <summary>
/// Copies of the parts of A and B that a block of a product reads, in the order in which it reads them. Rows that lie far
/// apart are on different pages of memory, of which a processor remembers few; a copy pays when it is read often enough.
/// It is exact, so it has no say in the result.
/// </summary>
internal static unsafe class Packing
{
    /// <summary>Floats between rows beyond which a column of a block touches a page for every row or two.</summary>
    private const int FarApart = 512;

    [ThreadStatic]
    private static AlignedBuffer? _a;

    [ThreadStatic]
    private static AlignedBuffer? _b;

    /// <summary>Whether a copy of A pays: its columns are read across far rows, once for each panel of B.</summary>
    public static bool PaysForA(nint columnStride, int depth, int width) => columnStride >= FarApart && depth >= 32 && width >= 128;

    /// <summary>Whether a copy of B pays: each panel of it is read across far rows, once for each tile of A.</summary>
    public static bool PaysForB(nint stride, int depth, int m) => stride >= FarApart && depth >= 32 && m >= 4 * MicroKernel.MaximumRows;

    /// <summary>Memory of this thread for a block of A.</summary>
    public static float* ScratchForA() => Pointer(_a ??= new AlignedBuffer(BlockedProduct.BlockHeight * BlockedProduct.BlockDepth));

    /// <summary>Memory of this thread for a panel of B, two of the widest registers wide.</summary>
    public static float* ScratchForB() => Pointer(_b ??= new AlignedBuffer(2 * Lanes16.Count * BlockedProduct.BlockDepth));

    /// <summary>Copies A[rows, depth] tile by tile: the column of a tile is contiguous, columns follow one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyA(float* a, nint rowStride, nint columnStride, RowTiles rows, int depth, float* packed)
    {
        for (int tile = 0; tile < rows.Count; tile++)
        {
            int height = rows.Height(tile);
            float* column = a;
            if (rowStride == 1 && height >= 4)
            {
                CopyContiguousA(column, columnStride, height, depth, packed);
                packed += height * depth;
            }
            else
            {
                for (int l = 0; l < depth; l++, column += columnStride)
                {
                    for (int i = 0; i < height; i++)
                        *packed++ = column[i * rowStride];
                }
            }

            a += height * rowStride;
        }
    }

    /// <summary>Columns of four to six floats that lie in a row, as those of a transposed A do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyContiguousA(float* column, nint columnStride, int height, int depth, float* packed)
    {
        for (int l = 0; l < depth; l++, column += columnStride, packed += height)
        {
            Vector128.Store(Vector128.Load(column), packed);
            if (height > 4)
                packed[4] = column[4];
            if (height > 5)
                packed[5] = column[5];
        }
    }

    /// <summary>Copies a panel of B, one or two registers wide, to rows of two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyB<T>(float* b, nint stride, int depth, bool twoRegisters, float* packed)
        where T : struct, ILanes<T>
    {
        for (int l = 0; l < depth; l++, b += stride, packed += 2 * T.Count)
        {
            T.Store(packed, T.Load(b));
            if (twoRegisters)
                T.Store(packed + T.Count, T.Load(b + T.Count));
        }
    }

    /// <summary>Copies a panel of Bᵀ: row j of <paramref name="b"/> becomes column j of the panel, and columns beyond its rows become 0.</summary>
    public static void CopyTransposedB(float* b, nint stride, int rows, int depth, float* packed, int panelWidth)
    {
        if (rows < panelWidth)
            new Span<float>(packed, depth * panelWidth).Clear();
        Transposition.Copy(b, stride, Math.Min(rows, panelWidth), depth, packed, panelWidth);
    }

    // The buffer does not move, and this thread keeps it.
    private static float* Pointer(AlignedBuffer buffer) => (float*)Unsafe.AsPointer(ref buffer.Span[0]);
}
