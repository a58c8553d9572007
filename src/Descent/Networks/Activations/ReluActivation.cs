using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>max(0, z); σ'(z) = 1 for z > 0, else 0.</summary>
internal sealed record ReluActivation : ElementwiseActivation<ReluActivation.Value, ReluActivation.Derived>
{
    public static readonly ReluActivation Instance = new();

    private ReluActivation()
    {
    }

    public override string Name => "relu";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (0, double.PositiveInfinity);

    internal override IReadOnlyList<double> Kinks => [0];

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.Select(T.GreaterThan(T.Broadcast(0f), x), T.Broadcast(0f), x);
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.GreaterThan(x, T.Broadcast(0f)) & T.Broadcast(1f);
    }
}
