using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>min(max(z/6 + ½, 0), 1); σ' = 1/6 inside, 0 at and beyond the kinks.</summary>
internal sealed record HardSigmoidActivation : ElementwiseActivation<HardSigmoidActivation.Value, HardSigmoidActivation.Derived>
{
    public static readonly HardSigmoidActivation Instance = new();

    private HardSigmoidActivation()
    {
    }

    public override string Name => "hard-sigmoid";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (0, 1);

    internal override IReadOnlyList<double> Kinks => [-3, 3];

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            Clamp.Invoke(T.FusedMultiplyAdd(x, T.Broadcast(1f / 6f), T.Broadcast(0.5f)), 0f, 1f);
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T>
        {
            T inside = T.GreaterThan(x, T.Broadcast(0f)) & T.GreaterThan(T.Broadcast(1f), x);
            return inside & T.Broadcast(1f / 6f);
        }
    }
}
