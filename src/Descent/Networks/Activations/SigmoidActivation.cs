using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>σ(z) = 1 / (1 + e⁻ᶻ), σ' = a(1 − a).</summary>
internal sealed record SigmoidActivation : ElementwiseActivation<SigmoidActivation.Value, SigmoidActivation.Derived>
{
    public static readonly SigmoidActivation Instance = new();

    private SigmoidActivation()
    {
    }

    public override string Name => "sigmoid";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (0, 1);

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            VectorMath.Sigmoid(x);
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            x * (T.Broadcast(1f) - x);
    }
}
