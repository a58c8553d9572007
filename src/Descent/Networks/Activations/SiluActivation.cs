using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>z·s with s = 1 / (1 + e⁻ᶻ); σ' = s·(1 + z·(1 − s)).</summary>
internal sealed record SiluActivation : ElementwiseActivation<SiluActivation.Value, SiluActivation.Derived>
{
    public static readonly SiluActivation Instance = new();

    private SiluActivation()
    {
    }

    public override string Name => "silu";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Input;

    internal override (double Minimum, double Maximum) Range => (-0.3, double.PositiveInfinity);

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            x * VectorMath.Sigmoid(x);
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T>
        {
            T s = VectorMath.Sigmoid(x);
            T one = T.Broadcast(1f);
            return s * T.FusedMultiplyAdd(x, one - s, one);
        }
    }
}
