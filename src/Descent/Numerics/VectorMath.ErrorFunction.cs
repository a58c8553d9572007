using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <content>
/// Below 1, erf x = x + x·P(x²) with a relative error of 2⁻²⁹. From 1 up, erfc x = e^Q(x) with a polynomial Q of degree 7 for
/// ln erfc on [1, 4], which costs erf x 2⁻²⁸ and erfc x 2⁻²⁰; at 4, erf x is 1.
/// </content>
internal static partial class VectorMath
{
    private const float ErfIsOne = 4f;

    /// <summary>erf x = 2/√π ∫₀ˣ e^(−t²) dt, odd; ±1 from |x| = 3.92 up. Error at most 1.20 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T x)
        where T : struct, ILanes<T>
    {
        T one = T.Broadcast(1f), magnitude = T.Abs(x);
        T large = one - ErfcFromOne(magnitude);
        return T.Select(T.GreaterThan(one, magnitude), ErfBelowOne(x), large | (x & T.Broadcast(-0f)));
    }

    /// <summary>
    /// Φ(x) = ½ erfc(−x/√2), the normal distribution function; 0 below −5.65. Error at most 53 ulp from −5 up: the lower
    /// tail is not the difference of 1 and something near 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NormalDistribution<T>(T x)
        where T : struct, ILanes<T>
    {
        T zero = T.Broadcast(0f), half = T.Broadcast(0.5f), one = T.Broadcast(1f);
        T y = x * T.Broadcast(0.707106781f), magnitude = T.Abs(y);
        T tail = T.Select(T.GreaterThan(magnitude, T.Broadcast(ErfIsOne)), zero, half * ErfcFromOne(magnitude));
        T large = T.Select(T.GreaterThan(zero, x), tail, one - tail);
        return T.Select(T.GreaterThan(one, magnitude), T.FusedMultiplyAdd(half, ErfBelowOne(y), half), large);
    }

    /// <summary>erf x for |x| &lt; 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ErfBelowOne<T>(T x)
        where T : struct, ILanes<T>
    {
        T square = x * x;
        T p = T.Broadcast(7.81803537e-05f);
        p = T.FusedMultiplyAdd(p, square, T.Broadcast(-0.000800049456f));
        p = T.FusedMultiplyAdd(p, square, T.Broadcast(0.00518738106f));
        p = T.FusedMultiplyAdd(p, square, T.Broadcast(-0.0268534198f));
        p = T.FusedMultiplyAdd(p, square, T.Broadcast(0.112835795f));
        p = T.FusedMultiplyAdd(p, square, T.Broadcast(-0.37612626f));
        p = T.FusedMultiplyAdd(p, square, T.Broadcast(0.128379166f));
        return T.FusedMultiplyAdd(x, p, x);
    }

    /// <summary>erfc x for x from 1 to 4; its value at 4 above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ErfcFromOne<T>(T x)
        where T : struct, ILanes<T>
    {
        x = Clamp.Maximum(x, ErfIsOne);
        T square = x * x;
        T q01 = T.FusedMultiplyAdd(x, T.Broadcast(-1.12788332f), T.Broadcast(-0.000212272163f));
        T q23 = T.FusedMultiplyAdd(x, T.Broadcast(-0.105583213f), T.Broadcast(-0.636206925f));
        T q45 = T.FusedMultiplyAdd(x, T.Broadcast(-0.00370286871f), T.Broadcast(0.0236438513f));
        T q67 = T.FusedMultiplyAdd(x, T.Broadcast(-1.54546433e-05f), T.Broadcast(0.000354668766f));
        T q = T.FusedMultiplyAdd(square, q67, q45);
        q = T.FusedMultiplyAdd(square, q, q23);
        q = T.FusedMultiplyAdd(square, q, q01);
        T expM1 = ScaledExpM1(q, 0, out T power);
        return T.FusedMultiplyAdd(power, expM1, power);
    }
}
