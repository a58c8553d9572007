using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <content>
/// A logarithm's argument is split as m·2ᵏ with m in [√½, √2), so that it is k·ln 2 + ln(1 + f) with f = m − 1 exact.
/// ln(1 + f) = f − f²/2 + f³·P(f), P of degree 8 with an error of 2⁻³⁰ relative to the logarithm.
/// </content>
internal static partial class VectorMath
{
    private const int SqrtHalfBits = 0x3F3504F3;

    /// <summary>ln x; −∞ at ±0, NaN below, subnormal arguments included. Error at most 0.83 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x)
        where T : struct, ILanes<T>
    {
        T zero = T.Broadcast(0f), infinity = T.Broadcast(float.PositiveInfinity);
        T subnormal = T.GreaterThan(T.Broadcast(1.17549435e-38f), x);
        T normal = T.Select(subnormal, x * T.Broadcast(33554432f), x);
        T exponent = SplitExponent(normal, out T mantissa);
        T k = exponent - T.Select(subnormal, T.Broadcast(RoundToWhole + 25), T.Broadcast(RoundToWhole));
        T result = LogOfSplit(k, mantissa - T.Broadcast(1f));

        T pole = T.Select(T.AreEqual(x, zero), -infinity, T.Broadcast(float.NaN));
        result = T.Select(T.GreaterThan(x, zero), result, pole);
        return T.Select(T.AreEqual(x, infinity), x, result);
    }

    /// <summary>ln(1 + x) without cancellation near 0; −∞ at −1, NaN below. Error at most 1.43 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p<T>(T x)
        where T : struct, ILanes<T>
    {
        T zero = T.Broadcast(0f), one = T.Broadcast(1f), infinity = T.Broadcast(float.PositiveInfinity);
        T u = one + x;
        T exponent = SplitExponent(u, out T mantissa);

        // What rounding took from 1 + x, in the scale of the mantissa. The factor is 2¹⁻ᵏ, because 2⁻ᵏ can be subnormal.
        T larger = T.GreaterThan(x, one);
        T lost = T.Select(larger, one - (u - x), x - (u - one));
        T scale = T.ShiftBitsLeft(T.SubtractBits(T.BroadcastBits(128), exponent), 23);
        T f = T.FusedMultiplyAdd(lost * T.Broadcast(0.5f), scale, mantissa - one);
        T result = LogOfSplit(exponent - T.Broadcast(RoundToWhole), f);

        T pole = T.Select(T.AreEqual(u, zero), -infinity, T.Broadcast(float.NaN));
        result = T.Select(T.GreaterThan(u, zero), result, pole);

        // x itself where x²/2 no longer counts (halving a subnormal would lose a bit, and −0 its sign), and where it is infinite.
        T itself = T.GreaterThan(T.Broadcast(1e-9f), T.Abs(x)) | T.AreEqual(x, infinity);
        return T.Select(itself, x, result);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|): eˣ far below 0, x far above. Error at most 1.69 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T x)
        where T : struct, ILanes<T> =>
        T.Greater(x, T.Broadcast(0f)) + Log1pExp(-T.Abs(x));

    /// <summary>ln(1 + eˣ) for x ≤ 0. Error at most 1.69 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1pExp<T>(T x)
        where T : struct, ILanes<T>
    {
        // With e = eˣ in [0, 1], ln(1 + e) is ln(1 + f) with f = e up to √2 − 1, and above ln 2 + ln(1 + f) with 1 + f = (1 + e)/2.
        T e = Exp(x);
        T half = T.Broadcast(0.5f);
        T upper = T.GreaterThan(e, T.Broadcast(0.41421356f));
        T f = T.Select(upper, T.FusedMultiplyAdd(half, e, -half), e);
        return LogOfSplit(upper & T.Broadcast(1f), f);
    }

    /// <summary>x = m·2ᵏ: the mantissa m in [√½, √2), and RoundToWhole + k as a float, whose lowest bits are k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SplitExponent<T>(T x, out T mantissa)
        where T : struct, ILanes<T>
    {
        T aboveSqrtHalf = T.SubtractBits(x, T.BroadcastBits(SqrtHalfBits));
        mantissa = T.SubtractBits(x, aboveSqrtHalf & T.BroadcastBits(SignAndExponentBits));
        return T.AddBits(T.ShiftBitsRight(aboveSqrtHalf, 23), T.Broadcast(RoundToWhole));
    }

    /// <summary>k·ln 2 + ln(1 + f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfSplit<T>(T k, T f)
        where T : struct, ILanes<T>
    {
        // The terms that matter least are summed in pairs, which shortens the chain; the last steps, where rounding counts, are Horner's.
        T square = f * f;
        T p67 = T.FusedMultiplyAdd(f, T.Broadcast(-0.11659722f), T.Broadcast(0.118864745f));
        T p45 = T.FusedMultiplyAdd(f, T.Broadcast(-0.124083482f), T.Broadcast(0.142202243f));
        T p23 = T.FusedMultiplyAdd(f, T.Broadcast(-0.166678488f), T.Broadcast(0.20002073f));
        T p01 = T.FusedMultiplyAdd(f, T.Broadcast(-0.250000119f), T.Broadcast(0.333333135f));
        T p = T.FusedMultiplyAdd(square, T.Broadcast(0.0673110411f), p67);
        p = T.FusedMultiplyAdd(square * square, p, T.FusedMultiplyAdd(square, p45, p23));
        p = T.FusedMultiplyAdd(square, p, p01);
        p = T.FusedMultiplyAdd(f, p, T.Broadcast(-0.5f));
        T rest = T.FusedMultiplyAdd(square, p, k * T.Broadcast(Ln2Low));
        return T.FusedMultiplyAdd(k, T.Broadcast(Ln2High), f + rest);
    }
}
