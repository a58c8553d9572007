using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Descent.Numerics;

/// <summary>Bᵀ from B: exact, so it has no say in the bits of a product.</summary>
internal static unsafe class Transposition
{
    private const int Tile = 8;

    /// <summary>destination[j, i] = source[i, j]; the padding stays as it is.</summary>
    /// <param name="source">[rows, sourceStride].</param>
    /// <param name="sourceStride">Floats between rows of the source.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="destination">[columns, destinationStride].</param>
    /// <param name="destinationStride">Floats between rows of the destination.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(float* source, nint sourceStride, int rows, int columns, float* destination, nint destinationStride)
    {
        int wholeRows = 0, wholeColumns = 0;
        if (Avx.IsSupported)
        {
            wholeRows = rows / Tile * Tile;
            wholeColumns = columns / Tile * Tile;
            for (int j = 0; j < wholeColumns; j += Tile)
            {
                for (int i = 0; i < wholeRows; i += Tile)
                    CopyTile(source + (i * sourceStride) + j, sourceStride, destination + (j * destinationStride) + i, destinationStride);
            }
        }

        for (int j = 0; j < columns; j++)
        {
            for (int i = j < wholeColumns ? wholeRows : 0; i < rows; i++)
                destination[(j * destinationStride) + i] = source[(i * sourceStride) + j];
        }
    }

    /// <summary>Eight by eight in registers: pairs of rows are interleaved, then pairs of pairs, then halves exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyTile(float* s, nint stride, float* d, nint target)
    {
        Vector256<float> r0 = Vector256.Load(s), r1 = Vector256.Load(s + stride);
        Vector256<float> r2 = Vector256.Load(s + (2 * stride)), r3 = Vector256.Load(s + (3 * stride));
        Vector256<float> r4 = Vector256.Load(s + (4 * stride)), r5 = Vector256.Load(s + (5 * stride));
        Vector256<float> r6 = Vector256.Load(s + (6 * stride)), r7 = Vector256.Load(s + (7 * stride));

        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1);
        Vector256<float> a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> a4 = Avx.UnpackLow(r4, r5), a5 = Avx.UnpackHigh(r4, r5);
        Vector256<float> a6 = Avx.UnpackLow(r6, r7), a7 = Avx.UnpackHigh(r6, r7);

        Vector256<float> b0 = Avx.Shuffle(a0, a2, 0x44), b1 = Avx.Shuffle(a0, a2, 0xEE);
        Vector256<float> b2 = Avx.Shuffle(a1, a3, 0x44), b3 = Avx.Shuffle(a1, a3, 0xEE);
        Vector256<float> b4 = Avx.Shuffle(a4, a6, 0x44), b5 = Avx.Shuffle(a4, a6, 0xEE);
        Vector256<float> b6 = Avx.Shuffle(a5, a7, 0x44), b7 = Avx.Shuffle(a5, a7, 0xEE);

        Avx.Permute2x128(b0, b4, 0x20).Store(d);
        Avx.Permute2x128(b1, b5, 0x20).Store(d + target);
        Avx.Permute2x128(b2, b6, 0x20).Store(d + (2 * target));
        Avx.Permute2x128(b3, b7, 0x20).Store(d + (3 * target));
        Avx.Permute2x128(b0, b4, 0x31).Store(d + (4 * target));
        Avx.Permute2x128(b1, b5, 0x31).Store(d + (5 * target));
        Avx.Permute2x128(b2, b6, 0x31).Store(d + (6 * target));
        Avx.Permute2x128(b3, b7, 0x31).Store(d + (7 * target));
    }
}
