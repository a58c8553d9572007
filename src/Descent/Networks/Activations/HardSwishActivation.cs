using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>z·min(max(z/6 + ½, 0), 1).</summary>
internal sealed record HardSwishActivation : ElementwiseActivation<HardSwishActivation.Value, HardSwishActivation.Derived>
{
    public static readonly HardSwishActivation Instance = new();

    private HardSwishActivation()
    {
    }

    public override string Name => "hard-swish";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Input;

    internal override (double Minimum, double Maximum) Range => (-0.375, double.PositiveInfinity);

    internal override IReadOnlyList<double> Kinks => [-3, 3];

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            x * Clamp.Invoke(T.FusedMultiplyAdd(x, T.Broadcast(1f / 6f), T.Broadcast(0.5f)), 0f, 1f);
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T>
        {
            T inside = T.FusedMultiplyAdd(x, T.Broadcast(1f / 3f), T.Broadcast(0.5f));
            T outside = T.GreaterThan(x, T.Broadcast(0f)) & T.Broadcast(1f);
            return T.Select(T.GreaterThan(T.Broadcast(3f), T.Abs(x)), inside, outside);
        }
    }
}
