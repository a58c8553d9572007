using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>Where a tile of C and the parts of A and B that it needs lie; strides in floats.</summary>
internal unsafe struct TileOperands(
    float* a, nint rowStrideA, nint columnStrideA, float* b, nint strideB, float* c, nint strideC, float* from, nint fromStride, int depth)
{
    public readonly float* B = b;
    public readonly nint RowStrideA = rowStrideA, StrideB = strideB, StrideC = strideC, FromStride = fromStride;
    public readonly int Depth = depth;

    // What changes from tile to tile.
    public float* A = a, C = c, From = from;
    public nint ColumnStrideA = columnStrideA;
}

/// <summary>A number of rows that the JIT knows when it compiles a kernel.</summary>
internal interface IRowCount
{
    static abstract int Value { get; }
}

/// <summary>
/// The inner loop: a tile of C, up to six rows by two registers, is kept in registers while a column of A and a row of B
/// after the other are multiplied into it. Six by two fills twelve of the sixteen registers of AVX2 and leaves room for
/// the operands.
/// </summary>
internal static unsafe class MicroKernel
{
    public const int MaximumRows = 6;

    /// <summary>C[rows, 1 or 2 registers] = from + A[rows, depth]·B[depth, …].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T>(in TileOperands operands, int rows, bool twoRegisters)
        where T : struct, ILanes<T>
    {
        if (twoRegisters)
        {
            switch (rows)
            {
                case 6: TwoRegisters<T, Rows6>(operands); break;
                case 5: TwoRegisters<T, Rows5>(operands); break;
                case 4: TwoRegisters<T, Rows4>(operands); break;
                case 3: TwoRegisters<T, Rows3>(operands); break;
                case 2: TwoRegisters<T, Rows2>(operands); break;
                default: TwoRegisters<T, Rows1>(operands); break;
            }
        }
        else
        {
            switch (rows)
            {
                case 6: OneRegister<T, Rows6>(operands); break;
                case 5: OneRegister<T, Rows5>(operands); break;
                case 4: OneRegister<T, Rows4>(operands); break;
                case 3: OneRegister<T, Rows3>(operands); break;
                case 2: OneRegister<T, Rows2>(operands); break;
                default: OneRegister<T, Rows1>(operands); break;
            }
        }
    }

    // In both loops a3 is the fourth row, so that six rows need two pointers and one stride. The conditions are
    // constants of TRows: the JIT drops the rows that a kernel does not have.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoRegisters<T, TRows>(in TileOperands tile)
        where T : struct, ILanes<T>
        where TRows : struct, IRowCount
    {
        nint stride = tile.RowStrideA, step = tile.ColumnStrideA, strideB = tile.StrideB;
        float* a0 = tile.A, a3 = a0 + (3 * stride), b = tile.B;

        float* s = tile.From;
        nint fs = tile.FromStride;
        T c00 = T.Load(s), c01 = T.Load(s + T.Count);
        T c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        T c40 = default, c41 = default, c50 = default, c51 = default;
        if (TRows.Value > 1) { s += fs; c10 = T.Load(s); c11 = T.Load(s + T.Count); }
        if (TRows.Value > 2) { s += fs; c20 = T.Load(s); c21 = T.Load(s + T.Count); }
        if (TRows.Value > 3) { s += fs; c30 = T.Load(s); c31 = T.Load(s + T.Count); }
        if (TRows.Value > 4) { s += fs; c40 = T.Load(s); c41 = T.Load(s + T.Count); }
        if (TRows.Value > 5) { s += fs; c50 = T.Load(s); c51 = T.Load(s + T.Count); }

        for (int l = tile.Depth; l > 0; l--)
        {
            T b0 = T.Load(b), b1 = T.Load(b + T.Count);
            T x = T.Broadcast(*a0);
            c00 = T.FusedMultiplyAdd(x, b0, c00);
            c01 = T.FusedMultiplyAdd(x, b1, c01);
            if (TRows.Value > 1) { x = T.Broadcast(a0[stride]); c10 = T.FusedMultiplyAdd(x, b0, c10); c11 = T.FusedMultiplyAdd(x, b1, c11); }
            if (TRows.Value > 2) { x = T.Broadcast(a0[2 * stride]); c20 = T.FusedMultiplyAdd(x, b0, c20); c21 = T.FusedMultiplyAdd(x, b1, c21); }
            if (TRows.Value > 3) { x = T.Broadcast(*a3); c30 = T.FusedMultiplyAdd(x, b0, c30); c31 = T.FusedMultiplyAdd(x, b1, c31); }
            if (TRows.Value > 4) { x = T.Broadcast(a3[stride]); c40 = T.FusedMultiplyAdd(x, b0, c40); c41 = T.FusedMultiplyAdd(x, b1, c41); }
            if (TRows.Value > 5) { x = T.Broadcast(a3[2 * stride]); c50 = T.FusedMultiplyAdd(x, b0, c50); c51 = T.FusedMultiplyAdd(x, b1, c51); }
            a0 += step;
            a3 += step;
            b += strideB;
        }

        float* c = tile.C;
        nint cs = tile.StrideC;
        T.Store(c, c00); T.Store(c + T.Count, c01);
        if (TRows.Value > 1) { c += cs; T.Store(c, c10); T.Store(c + T.Count, c11); }
        if (TRows.Value > 2) { c += cs; T.Store(c, c20); T.Store(c + T.Count, c21); }
        if (TRows.Value > 3) { c += cs; T.Store(c, c30); T.Store(c + T.Count, c31); }
        if (TRows.Value > 4) { c += cs; T.Store(c, c40); T.Store(c + T.Count, c41); }
        if (TRows.Value > 5) { c += cs; T.Store(c, c50); T.Store(c + T.Count, c51); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRegister<T, TRows>(in TileOperands tile)
        where T : struct, ILanes<T>
        where TRows : struct, IRowCount
    {
        nint stride = tile.RowStrideA, step = tile.ColumnStrideA, strideB = tile.StrideB;
        float* a0 = tile.A, a3 = a0 + (3 * stride), b = tile.B;

        float* s = tile.From;
        nint fs = tile.FromStride;
        T c0 = T.Load(s), c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
        if (TRows.Value > 1) { s += fs; c1 = T.Load(s); }
        if (TRows.Value > 2) { s += fs; c2 = T.Load(s); }
        if (TRows.Value > 3) { s += fs; c3 = T.Load(s); }
        if (TRows.Value > 4) { s += fs; c4 = T.Load(s); }
        if (TRows.Value > 5) { s += fs; c5 = T.Load(s); }

        for (int l = tile.Depth; l > 0; l--)
        {
            T b0 = T.Load(b);
            c0 = T.FusedMultiplyAdd(T.Broadcast(*a0), b0, c0);
            if (TRows.Value > 1) c1 = T.FusedMultiplyAdd(T.Broadcast(a0[stride]), b0, c1);
            if (TRows.Value > 2) c2 = T.FusedMultiplyAdd(T.Broadcast(a0[2 * stride]), b0, c2);
            if (TRows.Value > 3) c3 = T.FusedMultiplyAdd(T.Broadcast(*a3), b0, c3);
            if (TRows.Value > 4) c4 = T.FusedMultiplyAdd(T.Broadcast(a3[stride]), b0, c4);
            if (TRows.Value > 5) c5 = T.FusedMultiplyAdd(T.Broadcast(a3[2 * stride]), b0, c5);
            a0 += step;
            a3 += step;
            b += strideB;
        }

        float* c = tile.C;
        nint cs = tile.StrideC;
        T.Store(c, c0);
        if (TRows.Value > 1) { c += cs; T.Store(c, c1); }
        if (TRows.Value > 2) { c += cs; T.Store(c, c2); }
        if (TRows.Value > 3) { c += cs; T.Store(c, c3); }
        if (TRows.Value > 4) { c += cs; T.Store(c, c4); }
        if (TRows.Value > 5) { c += cs; T.Store(c, c5); }
    }

    private readonly struct Rows1 : IRowCount { public static int Value => 1; }

    private readonly struct Rows2 : IRowCount { public static int Value => 2; }

    private readonly struct Rows3 : IRowCount { public static int Value => 3; }

    private readonly struct Rows4 : IRowCount { public static int Value => 4; }

    private readonly struct Rows5 : IRowCount { public static int Value => 5; }

    private readonly struct Rows6 : IRowCount { public static int Value => 6; }
}
