using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>The product element by element, ∘ in the texts.</summary>
internal static unsafe class HadamardProduct
{
    /// <summary>destination[i] = destination[i]·factor[i].</summary>
    public static void Multiply(ReadOnlySpan<float> factor, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(factor.Length, destination.Length);
        fixed (float* f = factor, d = destination)
            KernelCatalogue.Run(new Action(f, d, destination.Length));
    }

    private readonly struct Action(float* factor, float* destination, nint length) : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            nint i = 0;
            for (; i <= length - T.Count; i += T.Count)
                T.Store(destination + i, T.Load(destination + i) * T.Load(factor + i));
            for (; i < length; i++)
                destination[i] *= factor[i];
        }
    }
}
