using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>A function of one number, written once for every register width.</summary>
internal interface IUnaryFunction
{
    T Invoke<T>(T x)
        where T : struct, ILanes<T>;
}

/// <summary>Loops over vectors of any length; the last few elements go through the same function one lane at a time.</summary>
internal static unsafe class Elementwise
{
    /// <summary>destination[i] = function(source[i]), overwriting; the two may be the same memory.</summary>
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

    private readonly struct MapAction<TFunction>(float* source, float* destination, int length, TFunction function) : ILanesAction
        where TFunction : struct, IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            float* s = source, d = destination, end = source + length;
            for (; s <= end - T.Count; s += T.Count, d += T.Count)
                T.Store(d, function.Invoke(T.Load(s)));
            for (; s < end; s++, d++)
                Lanes1.Store(d, function.Invoke(Lanes1.Load(s)));
        }
    }

    private readonly struct MultiplyByMapAction<TFunction>(float* source, float* gradient, int length, TFunction function) : ILanesAction
        where TFunction : struct, IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            float* s = source, g = gradient, end = source + length;
            for (; s <= end - T.Count; s += T.Count, g += T.Count)
                T.Store(g, T.Load(g) * function.Invoke(T.Load(s)));
            for (; s < end; s++, g++)
                Lanes1.Store(g, Lanes1.Load(g) * function.Invoke(Lanes1.Load(s)));
        }
    }
}
