using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <content>The two classical activations. Both build the denominator 1 + eˣ with a single rounding, from the parts of eˣ.</content>
internal static partial class VectorMath
{
    /// <summary>tanh x, odd; ±1 from |x| = 9.02 up. Error at most 0.00 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : struct, ILanes<T>
    {
        T one = T.Broadcast(1f), sign = T.Broadcast(-0f);
        T magnitude = T.Abs(x);

        // From 1 up: 1 − 2 / (1 + e²ˣ), where the fraction is small enough to carry its own errors.
        T bounded = Clamp.Maximum(magnitude, 10f);
        T q = ExpM1OfRest(bounded + bounded, 0, out T power);
        T large = one - T.Broadcast(2f) / T.FusedMultiplyAdd(power, q, power + one);

        // Below: x + x³·P(x²), relative error 2⁻²⁷·⁷.
        T z = x * x;
        T p = T.Broadcast(0.00174175669f);
        p = T.FusedMultiplyAdd(p, z, T.Broadcast(-0.0076658125f));
        p = T.FusedMultiplyAdd(p, z, T.Broadcast(0.0214577932f));
        p = T.FusedMultiplyAdd(p, z, T.Broadcast(-0.0538945347f));
        p = T.FusedMultiplyAdd(p, z, T.Broadcast(0.133327201f));
        p = T.FusedMultiplyAdd(p, z, T.Broadcast(-0.333333164f));
        T small = T.FusedMultiplyAdd(x * z, p, x);

        return T.Select(T.GreaterThan(T.Broadcast(0.75f), magnitude), small, large | (x & sign));
    }

    /// <summary>1 / (1 + e⁻ˣ), in [0, 1], with its relative accuracy down to subnormal results. Error at most 0.00 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x)
        where T : struct, ILanes<T>
    {
        // 2⁻³²·(1 + e⁻ˣ) cannot overflow, and the last product rounds once where the result is subnormal.
        const float Scale = 2.32830644e-10f;
        T q = ExpM1OfRest(Clamp.Invoke(-x, -20f, 104f), -32, out T power);
        T whole = power + T.Broadcast(Scale);
        T lost = T.Broadcast(Scale) - (whole - power);
        T denominator = whole + T.FusedMultiplyAdd(power, q, lost);
        return T.Broadcast(1f) / denominator * T.Broadcast(Scale);
    }
}
