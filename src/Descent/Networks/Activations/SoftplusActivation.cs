using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>ln(1 + eᶻ); σ' = 1 / (1 + e⁻ᶻ).</summary>
internal sealed record SoftplusActivation : ElementwiseActivation<SoftplusActivation.Value, SoftplusActivation.Derived>
{
    public static readonly SoftplusActivation Instance = new();

    private SoftplusActivation()
    {
    }

    public override string Name => "softplus";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Input;

    internal override (double Minimum, double Maximum) Range => (0, double.PositiveInfinity);

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            VectorMath.Softplus(x);
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            VectorMath.Sigmoid(x);
    }
}
