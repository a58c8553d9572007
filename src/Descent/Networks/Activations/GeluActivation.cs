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
        public T Invoke<T>(T x)
            where T : struct, ILanes<T>
        {
            T half = T.Broadcast(0.5f);
            return x * T.FusedMultiplyAdd(half, VectorMath.Erf(x * T.Broadcast(0.70710678f)), half);
        }
    }

    internal readonly struct Derived : IUnaryFunction
    {
        public T Invoke<T>(T x)
            where T : struct, ILanes<T>
        {
            T half = T.Broadcast(0.5f);
            T distribution = T.FusedMultiplyAdd(half, VectorMath.Erf(x * T.Broadcast(0.70710678f)), half);
            T density = T.Broadcast(0.39894228f) * VectorMath.Exp(-(half * x * x));
            return T.FusedMultiplyAdd(x, density, distribution);
        }
    }
}
