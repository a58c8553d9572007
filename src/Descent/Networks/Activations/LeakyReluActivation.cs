using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>z for z > 0, slope·z below.</summary>
internal sealed record LeakyReluActivation : ElementwiseActivation<LeakyReluActivation.Value, LeakyReluActivation.Derived>
{
    public const float DefaultSlope = 0.01f;

    public LeakyReluActivation(float value)
    {
        if (!IsParameter(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, $"expected {ParameterRange}");
        Slope = value;
    }

    public float Slope { get; }

    public override string Name => "leaky-relu";

    internal override float? Parameter => Slope;

    internal override float? DefaultParameter => DefaultSlope;

    internal override string ParameterRange => "a slope in [0, 1)";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (Slope == 0 ? 0 : double.NegativeInfinity, double.PositiveInfinity);

    internal override IReadOnlyList<double> Kinks => [0];

    protected override Value Function => new(Slope);

    protected override Derived Derivative => new(Slope);

    internal override bool IsParameter(float value) => value is >= 0 and < 1;

    private protected override Activation WithParameter(float value) => new LeakyReluActivation(value);

    internal readonly struct Value(float slope) : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.Select(T.GreaterThan(x, T.Broadcast(0f)), x, T.Broadcast(slope) * x);
    }

    internal readonly struct Derived(float slope) : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.Select(T.GreaterThan(x, T.Broadcast(0f)), T.Broadcast(1f), T.Broadcast(slope));
    }
}
