using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>z·Φ(z); σ' = Φ(z) + z·φ(z).</summary>
internal sealed record GeluActivation : ElementwiseActivation<GeluActivation.Value, GeluActivation.Derived>
{
    public static readonly GeluActivation Instance = new();

    private GeluActivation()
    {
    }

    public override string Name => "gelu";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Input;

    internal override (double Minimum, double Maximum) Range => (-0.2, double.PositiveInfinity);

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            x * VectorMath.NormalDistribution(x);
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T>
        {
            T density = T.Broadcast(0.39894228f) * VectorMath.Exp(T.Broadcast(-0.5f) * x * x);
            return T.FusedMultiplyAdd(x, density, VectorMath.NormalDistribution(x));
        }
    }
}
