using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>eᶻ; σ' = a.</summary>
internal sealed record ExponentialActivation : ElementwiseActivation<ExponentialActivation.Value, ExponentialActivation.Derived>
{
    public static readonly ExponentialActivation Instance = new();

    private ExponentialActivation()
    {
    }

    public override string Name => "exponential";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (0, double.PositiveInfinity);

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            VectorMath.Exp(x);
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            x;
    }
}
