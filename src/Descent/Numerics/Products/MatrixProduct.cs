using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>What the sums of a product start from.</summary>
internal enum ProductStart
{
    /// <summary>C = A·B.</summary>
    Zero,

    /// <summary>C = A·B + b, the same row b for every row of C.</summary>
    Row,

    /// <summary>C = C + A·B.</summary>
    Result,
}

/// <summary>
/// The matrix product of all passes: C[m, n] = start + A[m, k]·B[k, n].
/// </summary>
/// <remarks>
/// Each element of C is one chain of fused multiply-adds over k in index order that begins with its start value. Nothing
/// about it depends on the register width, on how rows are shared among threads, or on the blocking below, so neither
/// do its bits. A is read through two strides, so a transposed A costs nothing. B and C have padded rows
/// (<see cref="RowStride"/>): whole registers are computed, and what B holds in its padding (zeros) arrives in C's.
/// </remarks>
internal static unsafe class MatrixProduct
{
    /// <summary>Rows of B in a block: a panel of two registers and this many rows stays in the first-level cache.</summary>
    internal const int BlockDepth = 256;

    /// <summary>Rows of A in a block: together with the depth about half of the second-level cache.</summary>
    internal const int BlockHeight = 480;

    /// <param name="a">A; element (i, l) is at i·<paramref name="rowStrideA"/> + l·<paramref name="columnStrideA"/>.</param>
    /// <param name="rowStrideA">Floats between rows of A.</param>
    /// <param name="columnStrideA">Floats between columns of A.</param>
    /// <param name="b">B, [k, strideB].</param>
    /// <param name="strideB">Floats between rows of B, at least the padded columns.</param>
    /// <param name="c">C, [m, strideC].</param>
    /// <param name="strideC">Floats between rows of C, at least the padded columns.</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="start">What the sums start from.</param>
    /// <param name="startRow">b for <see cref="ProductStart.Row"/>, [strideC]; otherwise empty.</param>
    public static void Compute(
        ReadOnlySpan<float> a, int rowStrideA, int columnStrideA,
        ReadOnlySpan<float> b, int strideB,
        Span<float> c, int strideC,
        int m, int n, int k,
        ProductStart start, ReadOnlySpan<float> startRow = default)
    {
        int width = RowStride.Padded(n);
        if (m == 0)
            return;
        Require(k == 0 || a.Length > (((long)m - 1) * rowStrideA) + (((long)k - 1) * columnStrideA), nameof(a));
        Require(k == 0 || b.Length >= (((long)k - 1) * strideB) + width, nameof(b));
        Require(strideC >= width && c.Length >= (((long)m - 1) * strideC) + width, nameof(c));
        Require(start != ProductStart.Row || startRow.Length >= width, nameof(startRow));

        // A row of eight floats is half a 512-bit register.
        InstructionSet set = width < 16 && KernelCatalogue.Current == InstructionSet.Vector512
            ? InstructionSet.Vector256
            : KernelCatalogue.Current;
        fixed (float* pa = a, pb = b, pc = c, row = startRow)
            KernelCatalogue.Run(new Product(pa, rowStrideA, columnStrideA, pb, strideB, pc, strideC, m, width, k, start, row), set);
    }

    private static void Require(bool condition, string name)
    {
        if (!condition)
            throw new ArgumentException("The span is shorter than the shape of the product needs.", name);
    }

    private readonly struct Product(
        float* a, nint rowStrideA, nint columnStrideA,
        float* b, nint strideB,
        float* c, nint strideC,
        int m, int width, int k,
        ProductStart start, float* startRow) : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            if (m == 1)
                SingleRow.Run<T>(a, columnStrideA, b, strideB, c, width, k, start, startRow);
            else
                Blocks<T>();
        }

        private void Blocks<T>()
            where T : struct, ILanes<T>
        {
            float* zeros = stackalloc float[2 * T.Count];
            new Span<float>(zeros, 2 * T.Count).Clear();
            bool packsA = m > MicroKernel.MaximumRows && Packing.PaysForA(columnStrideA, Math.Min(k, BlockDepth), width);
            bool packsB = Packing.PaysForB(strideB, Math.Min(k, BlockDepth), m);
            float* packedA = packsA ? Packing.ScratchForA() : null;
            float* packedB = packsB ? Packing.ScratchForB() : null;

            int block = 0;
            do
            {
                int depth = Math.Min(BlockDepth, k - block);
                for (int firstRow = 0; firstRow < m; firstRow += BlockHeight)
                {
                    var rows = new RowTiles(Math.Min(BlockHeight, m - firstRow));
                    float* aBlock = a + (firstRow * rowStrideA) + (block * columnStrideA);
                    if (packsA)
                        Packing.CopyA(aBlock, rowStrideA, columnStrideA, rows, depth, packedA);

                    for (int j = 0; j < width; j += 2 * T.Count)
                    {
                        bool twoRegisters = width - j >= 2 * T.Count;
                        float* bPanel = b + (block * strideB) + j;
                        nint bStride = strideB;
                        if (packsB)
                        {
                            bStride = 2 * T.Count;
                            Packing.CopyB<T>(bPanel, strideB, depth, twoRegisters, packedB);
                            bPanel = packedB;
                        }

                        float* cTile = c + (firstRow * strideC) + j;
                        float* from = cTile;
                        nint fromStride = strideC;
                        if (block == 0 && start != ProductStart.Result)
                        {
                            from = start == ProductStart.Zero ? zeros : startRow + j;
                            fromStride = 0;
                        }

                        float* aTile = packsA ? packedA : aBlock;
                        for (int tile = 0; tile < rows.Count; tile++)
                        {
                            int height = rows.Height(tile);
                            MicroKernel.Run<T>(
                                new TileOperands(
                                    aTile, packsA ? 1 : rowStrideA, packsA ? height : columnStrideA,
                                    bPanel, bStride, cTile, strideC, from, fromStride, depth),
                                height, twoRegisters);
                            aTile += packsA ? height * depth : height * rowStrideA;
                            cTile += height * strideC;
                            from += height * fromStride;
                        }
                    }
                }

                block += depth;
            }
            while (block < k);
        }
    }
}
