using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>λz for z > 0, λα(eᶻ − 1) below.</summary>
internal sealed record SeluActivation : ElementwiseActivation<SeluActivation.Value, SeluActivation.Derived>
{
    private const float Scale = 1.0507009873554805f;
    private const float Alpha = 1.6732632423543772f;

    public static readonly SeluActivation Instance = new();

    private SeluActivation()
    {
    }

    public override string Name => "selu";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (-Scale * Alpha, double.PositiveInfinity);

    internal override IReadOnlyList<double> Kinks => [0];

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.Select(T.GreaterThan(x, T.Broadcast(0f)), T.Broadcast(Scale) * x, T.Broadcast(Scale * Alpha) * VectorMath.ExpM1(x));
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.Select(T.GreaterThan(x, T.Broadcast(0f)), T.Broadcast(Scale), x + T.Broadcast(Scale * Alpha));
    }
}
