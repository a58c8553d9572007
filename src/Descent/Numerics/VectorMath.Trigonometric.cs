using System.Runtime.CompilerServices;

namespace Descent.Numerics;

internal static partial class VectorMath
{
    private const float TwoOverPi = 0.636619772f;

    // π/2 as three floats, each the rounding of what the ones before leave.
    private const float HalfPi1 = 1.57079637f;
    private const float HalfPi2 = -4.37113883e-8f;
    private const float HalfPi3 = -1.71512451e-15f;

    /// <summary>
    /// sin x and cos x. Error at most 0.88 and 0.87 ulp for |x| ≤ 100,000; above, the three-part π/2 is spent and the error
    /// grows; from |x| = 6.5 million on, where a float no longer tells half turns apart, NaN.
    /// </summary>
    /// <remarks>x = n·π/2 + r with |r| ≤ π/4, r as the sum of two floats; n modulo 4 says which polynomial is which.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Sin, T Cos) SinCos<T>(T x)
        where T : struct, ILanes<T>
    {
        T one = T.Broadcast(1f), signBit = T.Broadcast(-0f);
        T magnitude = T.Abs(x);
        magnitude = T.Select(T.GreaterThan(T.Broadcast(6500000f), magnitude), magnitude, T.Broadcast(float.NaN));

        T quadrant = T.FusedMultiplyAdd(magnitude, T.Broadcast(TwoOverPi), T.Broadcast(RoundToWhole));
        T n = quadrant - T.Broadcast(RoundToWhole);
        T exact = T.FusedMultiplyAdd(n, T.Broadcast(-HalfPi1), magnitude);
        T product = n * T.Broadcast(HalfPi2);
        T second = exact - product;
        T rest = (exact - second) - product - T.FusedMultiplyAdd(n, T.Broadcast(HalfPi2), -product);
        rest = T.FusedMultiplyAdd(n, T.Broadcast(-HalfPi3), rest);
        T r = second + rest;
        T rLow = (second - r) + rest;
        T z = r * r;

        // sin r = r + r³·S(r²), relative error 2⁻²⁷·⁹.
        T s = T.Broadcast(-0.00019518286f);
        s = T.FusedMultiplyAdd(s, z, T.Broadcast(0.00833218917f));
        s = T.FusedMultiplyAdd(s, z, T.Broadcast(-0.166666552f));
        T sine = r + T.FusedMultiplyAdd(r * z, s, rLow);

        // cos r = 1 − r²/2 + r⁴·C(r²), error 2⁻³³, the rounding of 1 − r²/2 carried along.
        T c = T.Broadcast(2.44325638e-05f);
        c = T.FusedMultiplyAdd(c, z, T.Broadcast(-0.00138873106f));
        c = T.FusedMultiplyAdd(c, z, T.Broadcast(0.0416666456f));
        T halfSquare = z * T.Broadcast(0.5f);
        T near = one - halfSquare;
        T cosine = near + T.FusedMultiplyAdd(z * z, c, (one - near) - halfSquare - r * rLow);

        T odd = T.ShiftBitsRight(T.ShiftBitsLeft(quadrant, 31), 31);
        T sineSign = (T.ShiftBitsLeft(quadrant, 30) ^ x) & signBit;
        T cosineSign = T.ShiftBitsLeft(T.AddBits(quadrant, T.BroadcastBits(1)), 30) & signBit;
        return (T.Select(odd, cosine, sine) ^ sineSign, T.Select(odd, sine, cosine) ^ cosineSign);
    }
}
