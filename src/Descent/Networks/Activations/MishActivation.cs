using System.Runtime.CompilerServices;
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

    // With e = eᶻ and n = e·(e + 2), tanh(ln(1 + e)) = n / (n + 2) and 1 + n = (1 + e)². From z = 20 up the quotient is 1
    // and its derivative 0, so that nothing has to overflow.
    private const float Bound = 20f;

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T>
        {
            T two = T.Broadcast(2f);
            T e = VectorMath.Exp(Clamp.Maximum(x, Bound));
            T n = e * (e + two);
            return x * (n / (n + two));
        }
    }

    internal readonly struct Derived : IUnaryFunction
    {
        // n/(n + 2) + z·4e(1 + e)/(n + 2)².
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T>
        {
            T two = T.Broadcast(2f);
            T z = Clamp.Maximum(x, Bound);
            T e = VectorMath.Exp(z);
            T n = e * (e + two);
            T inverse = T.Broadcast(1f) / (n + two);
            T slope = T.Broadcast(4f) * T.FusedMultiplyAdd(e, e, e) * inverse;
            return inverse * T.FusedMultiplyAdd(z, slope, n);
        }
    }
}
