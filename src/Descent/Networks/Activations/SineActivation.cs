using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>sin z; σ' = cos z. Both are 0 from |z| = 100,000 on.</summary>
internal sealed record SineActivation : ElementwiseActivation<SineActivation.Value, SineActivation.Derived>
{
    /// <summary>
    /// Neighbouring floats are 1/128 apart from 65,536 on, and z is a rounded sum: where in its turn it lies is soon chance.
    /// A value of 0 says so, stays finite, and teaches nothing.
    /// </summary>
    public const float Bound = 100_000;

    public static readonly SineActivation Instance = new();

    private SineActivation()
    {
    }

    public override string Name => "sine";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Input;

    internal override (double Minimum, double Maximum) Range => (-1, 1);

    internal override IReadOnlyList<double> Kinks => [-Bound, Bound];

    // The comparison is false for NaN, which so stays one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Bounded<T>(T x, T value)
        where T : struct, ILanes<T> =>
        T.Select(T.GreaterThanOrEqual(T.Abs(x), T.Broadcast(Bound)), T.Broadcast(0f), value);

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            Bounded(x, VectorMath.SinCos(x).Sin);
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            Bounded(x, VectorMath.SinCos(x).Cos);
    }
}
