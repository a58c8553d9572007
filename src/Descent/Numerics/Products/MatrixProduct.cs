namespace Descent.Numerics;

/// <summary>
/// The matrix product of all passes: C[m, n] = start + A[m, k]·B[k, n].
/// </summary>
/// <remarks>
/// Each element of C is one chain of fused multiply-adds over k in index order that begins with its start value. Nothing
/// about it depends on the register width, on how the work is shared among threads, or on blocking, so neither
/// do its bits. A is read through two strides, so a transposed A costs nothing. B and C have padded rows
/// (<see cref="RowStride"/>): whole registers are computed, and what B holds in its padding (zeros) arrives in C's.
/// </remarks>
internal static unsafe class MatrixProduct
{
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
        if (m == 0)
            return;
        int width = RowStride.Padded(n);
        RequireA(a, rowStrideA, columnStrideA, m, k);
        Require(k == 0 || b.Length >= (((long)k - 1) * strideB) + width, nameof(b));
        Require(strideC >= width && c.Length >= (((long)m - 1) * strideC) + width, nameof(c));
        Require(start != ProductStart.Row || startRow.Length >= width, nameof(startRow));
        fixed (float* pa = a, pb = b, pc = c, row = startRow)
        {
            Run(new Product
            {
                A = pa,
                RowStrideA = rowStrideA,
                ColumnStrideA = columnStrideA,
                B = pb,
                StrideB = strideB,
                C = pc,
                StrideC = strideC,
                Rows = m,
                Width = width,
                Depth = k,
                Start = start,
                StartRow = row,
            });
        }
    }

    /// <summary>C[m, n] = A[m, k]·Bᵀ, with B in memory as [n, k]: panels of Bᵀ are transposed while they are packed.</summary>
    /// <param name="a">A, [m, rowStrideA].</param>
    /// <param name="rowStrideA">Floats between rows of A.</param>
    /// <param name="b">B, [n, strideB].</param>
    /// <param name="strideB">Floats between rows of B.</param>
    /// <param name="c">C, [m, strideC].</param>
    /// <param name="strideC">Floats between rows of C, at least the padded columns.</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of C, rows of B.</param>
    /// <param name="k">Columns of A and B.</param>
    public static void ComputeTransposed(
        ReadOnlySpan<float> a, int rowStrideA, ReadOnlySpan<float> b, int strideB, Span<float> c, int strideC, int m, int n, int k)
    {
        if (m == 0)
            return;
        int width = RowStride.Padded(n);
        RequireA(a, rowStrideA, 1, m, k);
        Require(b.Length >= (((long)n - 1) * strideB) + k, nameof(b));
        Require(strideC >= width && c.Length >= (((long)m - 1) * strideC) + width, nameof(c));
        fixed (float* pa = a, pb = b, pc = c)
        {
            Run(new Product
            {
                A = pa,
                RowStrideA = rowStrideA,
                ColumnStrideA = 1,
                B = pb,
                StrideB = strideB,
                RowsOfTransposedB = n,
                C = pc,
                StrideC = strideC,
                Rows = m,
                Width = width,
                Depth = k,
            });
        }
    }

    private static void Run(in Product product)
    {
        // A row of eight floats is half a 512-bit register.
        InstructionSet set = product.Width < 16 && KernelCatalogue.Current == InstructionSet.Vector512
            ? InstructionSet.Vector256
            : KernelCatalogue.Current;
        KernelCatalogue.Run(new BlockedProduct(in product), set);
    }

    private static void RequireA(ReadOnlySpan<float> a, int rowStride, int columnStride, int m, int k) =>
        Require(k == 0 || a.Length > (((long)m - 1) * rowStride) + (((long)k - 1) * columnStride), nameof(a));

    private static void Require(bool condition, string name)
    {
        if (!condition)
            throw new ArgumentException("The span is shorter than the shape of the product needs.", name);
    }
}
