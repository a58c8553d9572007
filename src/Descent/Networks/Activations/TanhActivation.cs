using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>σ' = 1 − a².</summary>
internal sealed record TanhActivation : ElementwiseActivation<TanhActivation.Value, TanhActivation.Derived>
{
    public static readonly TanhActivation Instance = new();

    private TanhActivation()
    {
    }

    public override string Name => "tanh";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (-1, 1);

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            VectorMath.Tanh(x);
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.FusedMultiplyAdd(-x, x, T.Broadcast(1f));
    }
}
