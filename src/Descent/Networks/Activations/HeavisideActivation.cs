using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>1 for z ≥ 0, else 0; σ' = 0.</summary>
internal sealed record HeavisideActivation : ElementwiseActivation<HeavisideActivation.Value, HeavisideActivation.Derived>
{
    public static readonly HeavisideActivation Instance = new();

    private HeavisideActivation()
    {
    }

    public override string Name => "heaviside";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (0, 1);

    internal override IReadOnlyList<double> Kinks => [0];

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T>
        {
            T step = T.GreaterThanOrEqual(x, T.Broadcast(0f)) & T.Broadcast(1f);
            return T.Select(T.AreEqual(x, x), step, x);
        }
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.Broadcast(0f);
    }
}
