using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <content>
/// Softmax and the logarithm of its denominator. With m = max zⱼ, Σⱼ e^(zⱼ − m) is kept as two numbers, how many terms are 1 and
/// the sum of the others, because the logarithm of a sum just above 1 needs the part above 1 by itself.
/// A row with +∞ or NaN, or with nothing but −∞, gives NaN.
/// </content>
internal static unsafe partial class RowMath
{
    /// <summary>aₖ = e^(zₖ − m) / Σⱼ e^(zⱼ − m) with m = max zⱼ, overwriting; z and a may be the same memory.</summary>
    public static void Softmax(ReadOnlySpan<float> z, Span<float> a, int columns, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, z.Length);
        int rows = Rows(z.Length, columns, stride);
        fixed (float* pz = z, pa = a)
            Run(new SoftmaxAction(pz, pa, rows, columns, stride), columns, stride);
    }

    /// <summary>gradient ← a ∘ (gradient − Σⱼ gradientⱼ·aⱼ), in place: from dA to dZ. Datta, "Softmax function"; Vege 4.1.2.</summary>
    public static void SoftmaxBackward(ReadOnlySpan<float> a, Span<float> gradient, int columns, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(gradient.Length, a.Length);
        int rows = Rows(a.Length, columns, stride);
        fixed (float* pa = a, pg = gradient)
            Run(new SoftmaxBackwardAction(pa, pg, rows, columns, stride), columns, stride);
    }

    /// <summary>ln Σⱼ e^zⱼ = m + ln Σⱼ e^(zⱼ − m).</summary>
    public static float LogSumExp(ReadOnlySpan<float> row)
    {
        int columns = row.Length;
        _ = Rows(columns, columns, columns);
        float result;
        fixed (float* z = row)
            Run(new LogSumExpAction(z, columns, &result), columns, columns);
        return result;
    }

    /// <summary>
    /// The number of terms e^(zⱼ − m) that are 1, and the sum of the others. The terms are stored in <paramref name="terms"/>,
    /// which may be z, unless it is null; the lanes are room for the sum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float Ones, float Others) Terms<T>(float* z, float maximum, float* terms, int columns, float* lanes)
        where T : struct, ILanes<T>
    {
        T one = T.Broadcast(1f), m = T.Broadcast(maximum), ones = T.Broadcast(0f);
        for (int part = 0; part < Reductions.Lanes; part += T.Count)
        {
            T others = T.Broadcast(0f);
            for (int j = part; j < columns; j += Reductions.Lanes)
            {
                T term = First<T>(columns - j) & VectorMath.Exp(T.Load(z + j) - m);
                if (terms != null)
                    T.Store(terms + j, term);
                T unit = T.AreEqual(term, one) & one;
                ones += unit;
                others += term - unit;
            }

            if (FillsOneRegister<T>(columns))
                return (T.Sum(ones), T.Sum(others));
            T.Store(lanes + part, others);
        }

        // The ones are whole numbers, whose order does not matter.
        return (T.Sum(ones), Reductions.Fold<T>(lanes));
    }

    internal readonly struct SoftmaxAction(float* z, float* a, int rows, int columns, int stride) : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            float* lanes = stackalloc float[Reductions.Lanes];
            float* source = z, row = a;
            for (int i = 0; i < rows; i++, source += stride, row += stride)
            {
                (float ones, float others) = Terms<T>(source, Maximum<T>(source, columns), row, columns, lanes);
                T inverse = T.Broadcast(1 / (ones + others));
                for (int j = 0; j < columns; j += T.Count)
                    T.Store(row + j, First<T>(columns - j) & (T.Load(row + j) * inverse));
                ClearPadding<T>(row, columns, stride);
            }
        }
    }

    internal readonly struct SoftmaxBackwardAction(float* a, float* gradient, int rows, int columns, int stride) : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            float* lanes = stackalloc float[Reductions.Lanes];
            float* source = a, row = gradient;
            for (int i = 0; i < rows; i++, source += stride, row += stride)
            {
                T dot = T.Broadcast(Dot<T>(source, row, columns, lanes));
                for (int j = 0; j < columns; j += T.Count)
                    T.Store(row + j, First<T>(columns - j) & (T.Load(source + j) * (T.Load(row + j) - dot)));
                ClearPadding<T>(row, columns, stride);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static float Dot<T>(float* x, float* y, int columns, float* lanes)
            where T : struct, ILanes<T>
        {
            for (int part = 0; part < Reductions.Lanes; part += T.Count)
            {
                T sum = T.Broadcast(0f);
                for (int j = part; j < columns; j += Reductions.Lanes)
                {
                    T mask = First<T>(columns - j);
                    sum = T.FusedMultiplyAdd(mask & T.Load(x + j), mask & T.Load(y + j), sum);
                }

                if (FillsOneRegister<T>(columns))
                    return T.Sum(sum);
                T.Store(lanes + part, sum);
            }

            return Reductions.Fold<T>(lanes);
        }
    }

    internal readonly struct LogSumExpAction(float* z, int columns, float* result) : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            float* lanes = stackalloc float[Reductions.Lanes];
            float maximum = Maximum<T>(z, columns);
            (float ones, float others) = Terms<T>(z, maximum, null, columns, lanes);
            *result = maximum + Lanes1.Sum(VectorMath.Log1p(Lanes1.Broadcast(ones - 1 + others)));
        }
    }
}
