using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>min(max(z, −1), 1); σ' = 1 inside, 0 at and beyond the kinks.</summary>
internal sealed record HardTanhActivation : ElementwiseActivation<HardTanhActivation.Value, HardTanhActivation.Derived>
{
    public static readonly HardTanhActivation Instance = new();

    private HardTanhActivation()
    {
    }

    public override string Name => "hard-tanh";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (-1, 1);

    internal override IReadOnlyList<double> Kinks => [-1, 1];

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            Clamp.Invoke(x, -1f, 1f);
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.GreaterThan(T.Broadcast(1f), T.Abs(x)) & T.Broadcast(1f);
    }
}
