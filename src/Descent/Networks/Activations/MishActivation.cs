using Descent.Numerics;

namespace Descent.Networks;

/// <summary>z·tanh(ln(1 + eᶻ)).</summary>
internal sealed record MishActivation : ElementwiseActivation<MishActivation.Value, MishActivation.Derived>
{
    public static readonly MishActivation Instance = new();

    private MishActivation()
    {
    }

    public override string Name => "mish";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Input;

    internal override (double Minimum, double Maximum) Range => (-0.4, double.PositiveInfinity);

    internal readonly struct Value : IUnaryFunction
    {
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            x * VectorMath.Tanh(VectorMath.Softplus(x));
    }

    internal readonly struct Derived : IUnaryFunction
    {
        public T Invoke<T>(T x)
            where T : struct, ILanes<T>
        {
            T t = VectorMath.Tanh(VectorMath.Softplus(x));
            T slope = VectorMath.Sigmoid(x) * T.FusedMultiplyAdd(-t, t, T.Broadcast(1f));
            return T.FusedMultiplyAdd(x, slope, t);
        }
    }
}
