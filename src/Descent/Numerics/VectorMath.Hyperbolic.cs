using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <content>The two classical activations. Both build the denominator 1 + eˣ with a single rounding, from the parts of eˣ.</content>
internal static partial class VectorMath
{
    /// <summary>tanh x, odd; ±1 from |x| = 9.02 up. Error at most 1.07 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : struct, ILanes<T>
    {
        T one = T.Broadcast(1f), magnitude = T.Abs(x);

        // From ¾ up: 1 − 2 / (1 + e²ˣ), where the fraction is small enough to bring its own errors.
        T bounded = Clamp.Maximum(magnitude, 10f);
        T q = ScaledExpM1(bounded + bounded, 0, out T power);
        T large = one - T.Broadcast(2f) / T.FusedMultiplyAdd(power, q, power + one);

        // Below: x + x³·P(x²), relative error 2⁻²⁹.
        T square = magnitude * magnitude;
        T p = T.Broadcast(0.00174175669f);
        p = T.FusedMultiplyAdd(p, square, T.Broadcast(-0.0076658125f));
        p = T.FusedMultiplyAdd(p, square, T.Broadcast(0.0214577932f));
        p = T.FusedMultiplyAdd(p, square, T.Broadcast(-0.0538945347f));
        p = T.FusedMultiplyAdd(p, square, T.Broadcast(0.133327201f));
        p = T.FusedMultiplyAdd(p, square, T.Broadcast(-0.333333164f));
        T small = T.FusedMultiplyAdd(magnitude * square, p, magnitude);

        return T.Select(T.GreaterThan(T.Broadcast(0.75f), magnitude), small, large) | (x & T.Broadcast(-0f));
    }

    /// <summary>1 / (1 + e⁻ˣ), in [0, 1], with its relative accuracy down to subnormal results. Error at most 1.75 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x)
        where T : struct, ILanes<T>
    {
        // 2⁻³²·(1 + e⁻ˣ) cannot overflow, and the last product rounds once where the result is subnormal. The sum of the two
        // powers of 2 is inexact from e⁻ˣ = 2²⁴ on, where the 1 that it drops still counts.
        const float Scale = 2.32830644e-10f;
        T scale = T.Broadcast(Scale);
        T y = Clamp.Invoke(-x, -20f, 104f);
        T n = RoundExponent(y, -32, out T power);
        T q = ExpM1OfRest(T.FusedMultiplyAdd(n, T.Broadcast(-Ln2Low), T.FusedMultiplyAdd(n, T.Broadcast(-Ln2High), y)));
        T sum = power + scale;
        T dropped = scale - (sum - power);
        return T.Broadcast(1f) / (sum + T.FusedMultiplyAdd(power, q, dropped)) * scale;
    }
}
