using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>z for z > 0, α(eᶻ − 1) below; σ' = 1 and a + α.</summary>
internal sealed record EluActivation : ElementwiseActivation<EluActivation.Value, EluActivation.Derived>
{
    public const float DefaultAlpha = 1f;

    public EluActivation(float value)
    {
        if (!IsParameter(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, $"expected {ParameterRange}");
        Alpha = value;
    }

    public float Alpha { get; }

    public override string Name => "elu";

    internal override float? Parameter => Alpha;

    internal override float? DefaultParameter => DefaultAlpha;

    internal override string ParameterRange => "a finite alpha above 0";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (-Alpha, double.PositiveInfinity);

    internal override IReadOnlyList<double> Kinks => [0];

    protected override Value Function => new(Alpha);

    protected override Derived Derivative => new(Alpha);

    internal override bool IsParameter(float value) => value > 0 && float.IsFinite(value);

    private protected override Activation WithParameter(float value) => new EluActivation(value);

    internal readonly struct Value(float alpha) : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.Select(T.GreaterThan(x, T.Broadcast(0f)), x, T.Broadcast(alpha) * VectorMath.ExpM1(x));
    }

    internal readonly struct Derived(float alpha) : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.Select(T.GreaterThan(x, T.Broadcast(0f)), T.Broadcast(1f), x + T.Broadcast(alpha));
    }
}
