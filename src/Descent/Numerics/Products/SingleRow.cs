using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>
/// The product of one row, c[n] = start + a[k]·B[k, n]: B is read once, so memory decides the speed. Eight registers of c
/// at a time keep enough reads and multiply-adds in flight.
/// </summary>
internal static unsafe class SingleRow
{
    private const int Registers = 8;

    /// <summary>Floats between rows of B from which on they are read whole.</summary>
    private const int Sequential = 256;

    public static void Run<T>(in Product product)
        where T : struct, ILanes<T>
    {
        float* c = product.C;
        int width = product.Width;
        if (product.Start == ProductStart.Zero)
            new Span<float>(c, width).Clear();
        else if (product.Start == ProductStart.Row)
            new Span<float>(product.StartRow, width).CopyTo(new Span<float>(c, width));

        if (product.StrideB >= Sequential)
        {
            Rows<T>(product.A, product.ColumnStrideA, product.B, product.StrideB, c, width, product.Depth);
            return;
        }

        int j = 0;
        for (; j <= width - (Registers * T.Count); j += Registers * T.Count)
            Eight<T>(product.A, product.ColumnStrideA, product.B + j, product.StrideB, c + j, product.Depth);
        for (; j < width; j += T.Count)
            One<T>(product.A, product.ColumnStrideA, product.B + j, product.StrideB, c + j, product.Depth);
    }

    /// <summary>Whole rows of B, four at a time: wide rows are read as they lie in memory, as fast as the cache gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<T>(float* a, nint strideA, float* b, nint strideB, float* c, nint width, int k)
        where T : struct, ILanes<T>
    {
        for (; k >= 4; k -= 4, a += 4 * strideA, b += 4 * strideB)
        {
            T x0 = T.Broadcast(*a), x1 = T.Broadcast(a[strideA]), x2 = T.Broadcast(a[2 * strideA]), x3 = T.Broadcast(a[3 * strideA]);
            float* b1 = b + strideB, b2 = b1 + strideB, b3 = b2 + strideB;
            for (nint j = 0; j < width; j += T.Count)
            {
                T sum = T.FusedMultiplyAdd(x0, T.Load(b + j), T.Load(c + j));
                sum = T.FusedMultiplyAdd(x1, T.Load(b1 + j), sum);
                sum = T.FusedMultiplyAdd(x2, T.Load(b2 + j), sum);
                T.Store(c + j, T.FusedMultiplyAdd(x3, T.Load(b3 + j), sum));
            }
        }

        for (; k > 0; k--, a += strideA, b += strideB)
        {
            T x = T.Broadcast(*a);
            for (nint j = 0; j < width; j += T.Count)
                T.Store(c + j, T.FusedMultiplyAdd(x, T.Load(b + j), T.Load(c + j)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<T>(float* a, nint strideA, float* b, nint strideB, float* c, int k)
        where T : struct, ILanes<T>
    {
        T c0 = T.Load(c), c1 = T.Load(c + T.Count), c2 = T.Load(c + (2 * T.Count)), c3 = T.Load(c + (3 * T.Count));
        T c4 = T.Load(c + (4 * T.Count)), c5 = T.Load(c + (5 * T.Count)), c6 = T.Load(c + (6 * T.Count)), c7 = T.Load(c + (7 * T.Count));
        for (; k > 0; k--)
        {
            T x = T.Broadcast(*a);
            c0 = T.FusedMultiplyAdd(x, T.Load(b), c0);
            c1 = T.FusedMultiplyAdd(x, T.Load(b + T.Count), c1);
            c2 = T.FusedMultiplyAdd(x, T.Load(b + (2 * T.Count)), c2);
            c3 = T.FusedMultiplyAdd(x, T.Load(b + (3 * T.Count)), c3);
            c4 = T.FusedMultiplyAdd(x, T.Load(b + (4 * T.Count)), c4);
            c5 = T.FusedMultiplyAdd(x, T.Load(b + (5 * T.Count)), c5);
            c6 = T.FusedMultiplyAdd(x, T.Load(b + (6 * T.Count)), c6);
            c7 = T.FusedMultiplyAdd(x, T.Load(b + (7 * T.Count)), c7);
            a += strideA;
            b += strideB;
        }

        T.Store(c, c0);
        T.Store(c + T.Count, c1);
        T.Store(c + (2 * T.Count), c2);
        T.Store(c + (3 * T.Count), c3);
        T.Store(c + (4 * T.Count), c4);
        T.Store(c + (5 * T.Count), c5);
        T.Store(c + (6 * T.Count), c6);
        T.Store(c + (7 * T.Count), c7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<T>(float* a, nint strideA, float* b, nint strideB, float* c, int k)
        where T : struct, ILanes<T>
    {
        T sum = T.Load(c);
        for (; k > 0; k--, a += strideA, b += strideB)
            sum = T.FusedMultiplyAdd(T.Broadcast(*a), T.Load(b), sum);
        T.Store(c, sum);
    }
}
