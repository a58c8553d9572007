using Descent.Numerics;

namespace Descent.Data;

/// <summary>The functions of <see cref="TargetTransform"/> and their inverses, in double precision.</summary>
internal static class TransformedTargets
{
    /// <summary>λ of <see cref="TargetTransform.YeoJohnson"/> is in [0, this].</summary>
    public const float LargestPower = 2;

    /// <summary>T(y).</summary>
    /// <param name="transform">T.</param>
    /// <param name="power">λ; without meaning for the other transforms.</param>
    /// <param name="y">A target.</param>
    public static double Of(TargetTransform transform, double power, double y) => transform switch
    {
        TargetTransform.Log => Math.CopySign(ScalarMath.Log1p(Math.Abs(y)), y),
        TargetTransform.YeoJohnson when y >= 0 => Power(ScalarMath.Log1p(y), power),
        TargetTransform.YeoJohnson => -Power(ScalarMath.Log1p(-y), 2 - power),
        _ => y,
    };

    /// <summary>The y that T makes t of; beyond the range of a float its end.</summary>
    /// <param name="transform">T.</param>
    /// <param name="power">λ; without meaning for the other transforms.</param>
    /// <param name="t">A number.</param>
    public static float Inverse(TargetTransform transform, double power, double t)
    {
        double y = transform switch
        {
            TargetTransform.Log => Math.CopySign(ScalarMath.ExpM1(Math.Abs(t)), t),
            TargetTransform.YeoJohnson when t >= 0 => InversePower(t, power),
            TargetTransform.YeoJohnson => -InversePower(-t, 2 - power),
            _ => t,
        };
        return (float)Math.Clamp(y, -float.MaxValue, float.MaxValue);
    }

    // ((1 + |y|)^λ − 1)/λ from ln(1 + |y|).
    private static double Power(double logarithm, double power) => power == 0 ? logarithm : ScalarMath.ExpM1(power * logarithm) / power;

    // |y| = (1 + λt)^(1/λ) − 1.
    private static double InversePower(double t, double power) => ScalarMath.ExpM1(power == 0 ? t : ScalarMath.Log1p(power * t) / power);
}
