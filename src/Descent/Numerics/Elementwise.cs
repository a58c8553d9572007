using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>A function of one number, written once for every register width. Its method is inlined into the loops below.</summary>
internal interface IUnaryFunction
{
    T Invoke<T>(T x)
        where T : struct, ILanes<T>;
}

/// <summary>Loops over vectors of any length; the last few elements go through the same function in a register that they fill in part.</summary>
internal static unsafe class Elementwise
{
    /// <summary>destination[i] = function(source[i]), overwriting; the two may be the same memory, but must not overlap otherwise.</summary>
    public static void Map<TFunction>(ReadOnlySpan<float> source, Span<float> destination, TFunction function)
        where TFunction : struct, IUnaryFunction
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, source.Length);
        fixed (float* s = source, d = destination)
            KernelCatalogue.Run(new MapAction<TFunction>(s, d, source.Length, function));
    }

    /// <summary>gradient[i] = gradient[i] · function(source[i]): the backward pass of an activation.</summary>
    public static void MultiplyByMap<TFunction>(ReadOnlySpan<float> source, Span<float> gradient, TFunction function)
        where TFunction : struct, IUnaryFunction
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(gradient.Length, source.Length);
        fixed (float* s = source, g = gradient)
            KernelCatalogue.Run(new MultiplyByMapAction<TFunction>(s, g, source.Length, function));
    }

    internal readonly struct MapAction<TFunction>(float* source, float* destination, nint length, TFunction function) : ILanesAction
        where TFunction : struct, IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            // Copies in locals: the stores below could change a field, as far as the compiler knows.
            float* s = source, d = destination;
            TFunction f = function;
            nint n = length, i = 0;
            for (; i <= n - T.Count; i += T.Count)
                T.Store(d + i, f.Invoke(T.Load(s + i)));
            if (i == n)
                return;

            float* rest = stackalloc float[T.Count];
            for (nint j = i; j < n; j++)
                rest[j - i] = s[j];
            T.Store(rest, f.Invoke(T.Load(rest)));
            for (nint j = i; j < n; j++)
                d[j] = rest[j - i];
        }
    }

    internal readonly struct MultiplyByMapAction<TFunction>(float* source, float* gradient, nint length, TFunction function) : ILanesAction
        where TFunction : struct, IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            float* s = source, g = gradient;
            TFunction f = function;
            nint n = length, i = 0;
            for (; i <= n - T.Count; i += T.Count)
                T.Store(g + i, T.Load(g + i) * f.Invoke(T.Load(s + i)));
            if (i == n)
                return;

            float* rest = stackalloc float[T.Count];
            for (nint j = i; j < n; j++)
                rest[j - i] = s[j];
            T.Store(rest, f.Invoke(T.Load(rest)));
            for (nint j = i; j < n; j++)
                g[j] *= rest[j - i];
        }
    }
}
