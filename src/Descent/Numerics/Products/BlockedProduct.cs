using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>
/// The order in which a product is computed: blocks of its depth, within them blocks of rows of A, within them panels of
/// B two registers wide, within them tiles of a few rows of A, each of which is one run of the <see cref="MicroKernel"/>.
/// </summary>
internal readonly unsafe ref struct BlockedProduct(ref readonly Product product) : ILanesAction
{
    /// <summary>Rows of B in a block: a panel of two registers and this many rows stays in the first-level cache.</summary>
    public const int BlockDepth = 256;

    /// <summary>Rows of A in a block: together with the depth about half of the second-level cache.</summary>
    public const int BlockHeight = 480;

    private readonly ref readonly Product _product = ref product;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<T>()
        where T : struct, ILanes<T>
    {
        if (_product.Rows == 1 && _product.RowsOfTransposedB == 0)
            SingleRow.Run<T>(_product);
        else
            Blocks<T>();
    }

    private void Blocks<T>()
        where T : struct, ILanes<T>
    {
        Product p = _product;
        int panelWidth = 2 * T.Count;
        float* zeros = stackalloc float[panelWidth];
        new Span<float>(zeros, panelWidth).Clear();
        bool transposesB = p.RowsOfTransposedB > 0;
        bool packsA = p.Rows > MicroKernel.MaximumRows && Packing.PaysForA(p.ColumnStrideA, Math.Min(p.Depth, BlockDepth), p.Width);
        bool packsB = transposesB || Packing.PaysForB(p.StrideB, Math.Min(p.Depth, BlockDepth), p.Rows);
        float* packedA = packsA ? Packing.ScratchForA() : null;
        float* packedB = packsB ? Packing.ScratchForB() : null;

        int block = 0;
        do
        {
            int depth = Math.Min(BlockDepth, p.Depth - block);
            for (int firstRow = 0; firstRow < p.Rows; firstRow += BlockHeight)
            {
                var tiles = new RowTiles(Math.Min(BlockHeight, p.Rows - firstRow));
                float* a = p.A + (firstRow * p.RowStrideA) + (block * p.ColumnStrideA);
                if (packsA)
                    Packing.CopyA(a, p.RowStrideA, p.ColumnStrideA, tiles, depth, packedA);

                for (int j = 0; j < p.Width; j += panelWidth)
                {
                    bool twoRegisters = p.Width - j >= panelWidth;
                    float* b = p.B + (block * p.StrideB) + j;
                    if (transposesB)
                        Packing.CopyTransposedB(p.B + (j * p.StrideB) + block, p.StrideB, p.RowsOfTransposedB - j, depth, packedB, panelWidth);
                    else if (packsB)
                        Packing.CopyB<T>(b, p.StrideB, depth, twoRegisters, packedB);

                    float* c = p.C + (firstRow * p.StrideC) + j;
                    float* from = c;
                    nint fromStride = p.StrideC;
                    if (block == 0 && p.Start != ProductStart.Result)
                    {
                        from = p.Start == ProductStart.Zero ? zeros : p.StartRow + j;
                        fromStride = 0;
                    }

                    Tiles<T>(
                        new TileOperands(
                            packsA ? packedA : a, packsA ? 1 : p.RowStrideA, p.ColumnStrideA,
                            packsB ? packedB : b, packsB ? panelWidth : p.StrideB,
                            c, p.StrideC, from, fromStride, depth),
                        tiles, packsA, twoRegisters);
                }
            }

            block += depth;
        }
        while (block < p.Depth);
    }

    /// <summary>The tiles of a panel, from the first rows to the last.</summary>
    private static void Tiles<T>(TileOperands tile, RowTiles tiles, bool packsA, bool twoRegisters)
        where T : struct, ILanes<T>
    {
        for (int i = 0; i < tiles.Count; i++)
        {
            int height = tiles.Height(i);
            if (packsA)
                tile.ColumnStrideA = height;
            MicroKernel.Run<T>(tile, height, twoRegisters);
            tile.A += packsA ? height * tile.Depth : height * tile.RowStrideA;
            tile.C += height * tile.StrideC;
            tile.From += height * tile.FromStride;
        }
    }
}
