using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>Sums and maxima of vectors in an order that depends on nothing but their length.</summary>
/// <remarks>
/// A vector is cut into blocks of 2,048 elements. Within a block, element i is added to lane i mod 16 of 16 lanes, in the
/// order of the indices, whatever the width of a register; lane j + 8 is then added to lane j, then j + 4, j + 2 and j + 1.
/// The blocks are added up in double precision. So the error of a sum is below 132 · 2⁻²⁴ · Σ|xᵢ|, however long it is.
/// </remarks>
internal static unsafe class Reductions
{
    /// <summary>The lanes that every sum has.</summary>
    public const int Lanes = 16;

    private const int Block = 128 * Lanes;

    internal interface ITerm
    {
        static abstract T Add<T>(T sum, T x, T y)
            where T : struct, ILanes<T>;
    }

    /// <summary>Σ xᵢ; 0 for no elements.</summary>
    public static double Sum(ReadOnlySpan<float> x)
    {
        fixed (float* p = x)
            return Sum<Plain>(p, p, x.Length);
    }

    /// <summary>Σ xᵢ².</summary>
    public static double SumOfSquares(ReadOnlySpan<float> x)
    {
        fixed (float* p = x)
            return Sum<Product>(p, p, x.Length);
    }

    /// <summary>Σ xᵢyᵢ.</summary>
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        fixed (float* p = x, q = y)
            return Sum<Product>(p, q, x.Length);
    }

    /// <summary>The greatest element, never −0; NaN if any is NaN, −∞ if there are none.</summary>
    public static float Max(ReadOnlySpan<float> x)
    {
        float result;
        fixed (float* p = x)
            KernelCatalogue.Run(new MaxAction(p, x.Length, &result));
        return result;
    }

    /// <summary>The sum over 16 lanes in memory, by the tree above; the lanes are overwritten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Fold<T>(float* lanes)
        where T : struct, ILanes<T>
    {
        for (int half = Lanes / 2; half >= T.Count; half /= 2)
        {
            for (int j = 0; j < half; j += T.Count)
                T.Store(lanes + j, T.Load(lanes + j) + T.Load(lanes + j + half));
        }

        return T.Sum(T.Load(lanes));
    }

    private static double Sum<TTerm>(float* x, float* y, nint length)
        where TTerm : struct, ITerm
    {
        double sum = 0;
        KernelCatalogue.Run(new SumAction<TTerm>(x, y, length, &sum));
        return sum;
    }

    internal readonly struct Plain : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Add<T>(T sum, T x, T y)
            where T : struct, ILanes<T> => sum + x;
    }

    internal readonly struct Product : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Add<T>(T sum, T x, T y)
            where T : struct, ILanes<T> => T.FusedMultiplyAdd(x, y, sum);
    }

    internal readonly struct SumAction<TTerm>(float* x, float* y, nint length, double* result) : ILanesAction
        where TTerm : struct, ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            float* lanes = stackalloc float[Lanes];
            double sum = 0;
            for (nint start = 0; start < length; start += Block)
            {
                nint end = Math.Min(start + Block, length), whole = start + (end - start) / Lanes * Lanes;
                for (int lane = 0; lane < Lanes; lane += 4 * T.Count)
                    SumLanes<T>(x + start + lane, y + start + lane, whole - start, lanes + lane);
                for (nint i = whole; i < end; i++)
                    Lanes1.Store(lanes + (i - whole), TTerm.Add(Lanes1.Load(lanes + (i - whole)), Lanes1.Load(x + i), Lanes1.Load(y + i)));
                sum += Fold<T>(lanes);
            }

            *result = sum;
        }

        /// <summary>The sums of up to four registers of lanes side by side: as many as there are, or as many as hide the latency of an addition.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void SumLanes<T>(float* x, float* y, nint length, float* lanes)
            where T : struct, ILanes<T>
        {
            T s0 = T.Broadcast(0f), s1 = s0, s2 = s0, s3 = s0;
            for (nint i = 0; i < length; i += Lanes)
            {
                s0 = TTerm.Add(s0, T.Load(x + i), T.Load(y + i));
                if (T.Count <= 8)
                    s1 = TTerm.Add(s1, T.Load(x + i + T.Count), T.Load(y + i + T.Count));
                if (T.Count <= 4)
                {
                    s2 = TTerm.Add(s2, T.Load(x + i + 2 * T.Count), T.Load(y + i + 2 * T.Count));
                    s3 = TTerm.Add(s3, T.Load(x + i + 3 * T.Count), T.Load(y + i + 3 * T.Count));
                }
            }

            T.Store(lanes, s0);
            if (T.Count <= 8)
                T.Store(lanes + T.Count, s1);
            if (T.Count <= 4)
            {
                T.Store(lanes + 2 * T.Count, s2);
                T.Store(lanes + 3 * T.Count, s3);
            }
        }
    }

    internal readonly struct MaxAction(float* x, nint length, float* result) : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            // Greater leaves NaN out, so that none is lost again on the way: whether every element equals itself is kept apart.
            T maximum = T.Broadcast(float.NegativeInfinity), numbers = T.AreEqual(maximum, maximum);
            nint i = 0;
            for (; i <= length - T.Count; i += T.Count)
            {
                T value = T.Load(x + i);
                maximum = T.Greater(value, maximum);
                numbers &= T.AreEqual(value, value);
            }

            float greatest = T.Maximum(maximum);
            bool nan = T.Maximum(T.Select(numbers, T.Broadcast(0f), T.Broadcast(1f))) != 0;
            for (; i < length; i++)
            {
                nan |= float.IsNaN(x[i]);
                greatest = x[i] > greatest ? x[i] : greatest;
            }

            // Adding 0 leaves one kind of zero.
            *result = nan ? float.NaN : greatest + 0f;
        }
    }
}
