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

/// <summary>The operands of a product, checked; strides in floats.</summary>
internal unsafe struct Product
{
    /// <summary>A; element (i, l) is at i·<see cref="RowStrideA"/> + l·<see cref="ColumnStrideA"/>.</summary>
    public float* A;
    public nint RowStrideA, ColumnStrideA;

    /// <summary>B, [Depth, StrideB], or Bᵀ, [RowsOfTransposedB, StrideB].</summary>
    public float* B;
    public nint StrideB;

    /// <summary>The rows of Bᵀ, where it is what lies in memory; otherwise 0.</summary>
    public int RowsOfTransposedB;

    /// <summary>C, [Rows, StrideC].</summary>
    public float* C;
    public nint StrideC;

    /// <summary>The rows of A, the columns of B rounded up to whole registers, and the columns of A.</summary>
    public int Rows, Width, Depth;

    public ProductStart Start;

    /// <summary>b for <see cref="ProductStart.Row"/>.</summary>
    public float* StartRow;
}
