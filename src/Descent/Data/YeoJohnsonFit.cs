using Descent.Numerics;

namespace Descent.Data;

/// <summary>Chooses λ of <see cref="TargetTransform.YeoJohnson"/> for some targets.</summary>
internal static class YeoJohnsonFit
{
    private const int Grid = 20;
    private const int Steps = 30;

    /// <summary>The ratio of the golden section, by which each step shortens the interval.</summary>
    private const double Golden = 0.6180339887498949;

    /// <summary>
    /// The λ in [0, 2] of the largest log-likelihood that T(y) is normal, −N/2 · ln σ²(λ) + (λ − 1) Σ sign(y) ln(1 + |y|): Yeo and Johnson
    /// (2000), equation 3.1. The best of a grid of tenths, then the golden section between its neighbours, to 10⁻⁷. 1 where all
    /// targets are the same.
    /// </summary>
    /// <param name="targets">Finite numbers.</param>
    public static float Power(double[] targets)
    {
        if (!targets.AsSpan().ContainsAnyExcept(targets[0]))
            return 1;

        double jacobian = targets.Sum(y => Math.CopySign(ScalarMath.Log1p(Math.Abs(y)), y));
        int best = 0;
        double highest = double.NegativeInfinity;
        for (int i = 0; i <= Grid; i++)
        {
            double likelihood = Likelihood(At(i));
            if (likelihood > highest)
                (best, highest) = (i, likelihood);
        }

        double low = At(Math.Max(best - 1, 0)), high = At(Math.Min(best + 1, Grid));
        double left = high - (Golden * (high - low)), right = low + (Golden * (high - low));
        double ofLeft = Likelihood(left), ofRight = Likelihood(right);
        for (int step = 0; step < Steps; step++)
        {
            if (ofLeft >= ofRight)
            {
                (high, right, ofRight) = (right, left, ofLeft);
                left = high - (Golden * (high - low));
                ofLeft = Likelihood(left);
            }
            else
            {
                (low, left, ofLeft) = (left, right, ofRight);
                right = low + (Golden * (high - low));
                ofRight = Likelihood(right);
            }
        }

        // An end of the range is often the best, and the golden section only comes near it.
        double middle = (low + high) / 2;
        return (float)(Likelihood(middle) > highest ? middle : At(best));

        static double At(int i) => (double)TransformedTargets.LargestPower * i / Grid;

        double Likelihood(double power)
        {
            double[] transformed = Array.ConvertAll(targets, y => TransformedTargets.Of(TargetTransform.YeoJohnson, power, y));
            double mean = transformed.Average(), variance = transformed.Average(t => (t - mean) * (t - mean));
            return (-0.5 * targets.Length * ScalarMath.Log(variance)) + ((power - 1) * jacobian);
        }
    }
}
