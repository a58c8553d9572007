using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <content>
/// Everything here starts from x = n·ln 2 + r with whole n and |r| ≤ ½ ln 2: eˣ = 2ⁿ·(1 + q) with q = eʳ − 1 = r + r²·C(r).
/// C has degree 4 and makes q right to 2⁻²⁶. n appears in the lowest bits of x·log₂e + 1.5·2²³, a sum that is rounded
/// to whole numbers.
/// </content>
internal static partial class VectorMath
{
    private const float Log2E = 1.44269504f;

    // ln 2 as a float, and the rest. x − n·Ln2High is exact in one fused multiply-add.
    private const float Ln2High = 0.693147182f;
    private const float Ln2Low = -1.90465421e-9f;

    // 1.5·2²³: the floats around it are the whole numbers.
    private const float RoundToWhole = 12582912f;

    private const int BitsOfOne = 0x3F800000;
    private const int SignAndExponentBits = unchecked((int)0xFF800000);

    /// <summary>eˣ; 0 below −103.98, with subnormal results in between; +∞ above 88.72. Error at most 0.91 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, ILanes<T>
    {
        x = Clamp.Invoke(x, -104f, 89f);
        T whole = T.FusedMultiplyAdd(x, T.Broadcast(Log2E), T.Broadcast(RoundToWhole));
        T q = ExpM1InTwoParts(x, whole - T.Broadcast(RoundToWhole), out T tail) + tail;

        // 2ⁿ in two factors: n reaches from −150, where one factor would be subnormal, to 128, where it would overflow.
        T exponent = T.ShiftBitsLeft(whole, 23);
        T half = T.ShiftBitsRight(exponent, 1) & T.BroadcastBits(SignAndExponentBits);
        T first = T.AddBits(half, T.BroadcastBits(BitsOfOne));
        T second = T.AddBits(T.SubtractBits(exponent, half), T.BroadcastBits(BitsOfOne));
        return T.FusedMultiplyAdd(first, q, first) * second;
    }

    /// <summary>eˣ − 1 without cancellation near 0; −1 from −17.4 down, +∞ above 88.72. Error at most 1.25 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ExpM1<T>(T x)
        where T : struct, ILanes<T>
    {
        // Halved, the power of 2 is never infinite: eˣ − 1 = 2·(2ⁿ⁻¹·q + (2ⁿ⁻¹ − ½)). The head of q goes first: for n = 1,
        // where the sum cancels most, its product and sum are exact.
        T bounded = Clamp.Invoke(x, -26f, 89f);
        T n = RoundExponent(bounded, -1, out T power);
        T head = ExpM1InTwoParts(bounded, n, out T tail);
        T sum = T.FusedMultiplyAdd(power, head, power - T.Broadcast(0.5f));
        T result = T.FusedMultiplyAdd(power, tail, sum);

        // Where x²/2 no longer counts, x itself: halving a subnormal would lose a bit, and −0 its sign.
        T negligible = T.GreaterThan(T.Broadcast(1e-9f), T.Abs(x));
        return T.Select(negligible, x, result + result);
    }

    /// <summary>
    /// For functions that can spare half an ulp, and for small n: q in eˣ = 2ⁿ·(1 + q) without n·Ln2Low, and 2ⁿ⁺ᵉ, e being
    /// <paramref name="exponent"/>, which the caller keeps in the range of normal floats.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ScaledExpM1<T>(T x, int exponent, out T power)
        where T : struct, ILanes<T>
    {
        T n = RoundExponent(x, exponent, out power);
        return ExpM1OfRest(T.FusedMultiplyAdd(n, T.Broadcast(-Ln2High), x));
    }

    /// <summary>eʳ − 1 for |r| ≤ ½ ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpM1OfRest<T>(T r)
        where T : struct, ILanes<T>
    {
        T square = r * r;
        return T.FusedMultiplyAdd(square, ExpM1Coefficient(r, square), r);
    }

    /// <summary>q as the sum of two floats: the exact x − n·Ln2High and a small tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpM1InTwoParts<T>(T x, T n, out T tail)
        where T : struct, ILanes<T>
    {
        T head = T.FusedMultiplyAdd(n, T.Broadcast(-Ln2High), x);
        T r = T.FusedMultiplyAdd(n, T.Broadcast(-Ln2Low), head);
        T square = r * r;
        tail = T.FusedMultiplyAdd(square, ExpM1Coefficient(r, square), n * T.Broadcast(-Ln2Low));
        return head;
    }

    /// <summary>n, and 2ⁿ⁺ᵉ: with the bias of an exponent in the rounding constant, a shift of the sum leaves that float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T RoundExponent<T>(T x, int exponent, out T power)
        where T : struct, ILanes<T>
    {
        T offset = T.Broadcast(RoundToWhole + 127 + exponent);
        T whole = T.FusedMultiplyAdd(x, T.Broadcast(Log2E), offset);
        power = T.ShiftBitsLeft(whole, 23);
        return whole - offset;
    }

    /// <summary>C(r) = (eʳ − 1 − r) / r².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpM1Coefficient<T>(T r, T square)
        where T : struct, ILanes<T>
    {
        T c01 = T.FusedMultiplyAdd(r, T.Broadcast(0.16666545f), T.Broadcast(0.49999997f));
        T c23 = T.FusedMultiplyAdd(r, T.Broadcast(0.00836639199f), T.Broadcast(0.0416675098f));
        T c234 = T.FusedMultiplyAdd(square, T.Broadcast(0.00138637726f), c23);
        return T.FusedMultiplyAdd(square, c234, c01);
    }
}
