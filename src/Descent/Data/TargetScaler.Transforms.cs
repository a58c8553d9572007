using System.Globalization;

namespace Descent.Data;

/// <content>Transforms: how they are fitted, and when one is worth it.</content>
public sealed partial class TargetScaler
{
    private const int FewestRows = 50;
    private const double MostSkewness = 1;
    private const double LeastGain = 0.5;

    /// <summary>
    /// T, and then mean 0 and standard deviation 1 on the training rows: offset = mean of T(t), scale = √(Σ (T(t) − offset)² / N). Without a
    /// transform it is <see cref="Standardize(Dataset)"/> to the last bit.
    /// </summary>
    /// <param name="train">The training rows of a regression.</param>
    /// <param name="transform">T; <see cref="ChooseTransform"/> tells which one the targets call for.</param>
    /// <exception cref="ArgumentException">It is a classification, or an output spans more than a float can hold, before or after the transform.</exception>
    public static TargetScaler Standardize(Dataset train, TargetTransform transform)
    {
        if (transform == TargetTransform.None)
            return Standardize(train);

        CheckIsRegression(train);
        string[] names = DatasetChecks.TargetNames(train.TargetName, train.Outputs);
        AffineColumns.CheckRange(new ColumnStatistics(train.Targets.Span, train.Outputs), names, "target");
        float[] offsets = new float[train.Outputs], scales = new float[train.Outputs];
        float[] powers = new float[transform == TargetTransform.YeoJohnson ? train.Outputs : 0];
        for (int output = 0; output < offsets.Length; output++)
        {
            double[] targets = Column(train, output);
            if (powers.Length > 0)
                powers[output] = YeoJohnsonFit.Power(targets);
            double power = powers.Length > 0 ? powers[output] : 1;
            double[] transformed = Array.ConvertAll(targets, y => TransformedTargets.Of(transform, power, y));
            (double mean, double deviation) = (transformed.Average(), Math.Sqrt(CentralMoment(transformed, 2)));
            if (!float.IsFinite((float)mean) || !float.IsFinite((float)deviation))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The target '{names[output]}' has a mean of {mean} and a deviation of {deviation} after its transform, too large for a float; scale it down."));
            }

            bool isConstant = !targets.AsSpan().ContainsAnyExcept(targets[0]);
            (offsets[output], scales[output]) = ((float)mean, !isConstant && (float)deviation is > 0 and float scale ? scale : 1);
        }

        return new TargetScaler(offsets, scales, transform, powers);
    }

    /// <summary>
    /// Which transform the training targets call for where absolute or relative errors count more than squared ones:
    /// <see cref="TargetTransform.YeoJohnson"/> where all of the following hold for every output, otherwise <see cref="TargetTransform.None"/>.
    /// </summary>
    /// <remarks>
    /// There are at least 50 rows. No target is negative. Its skewness, Σ (t − t̄)³ / N / s³, is above 1: large values lie far from the
    /// others. After the transform the skewness is at most half of that, in either direction: there is a shape that it undoes, and
    /// not only a few outliers or a heap at one value. So targets that are symmetric, skewed to the left or of both signs are left
    /// alone. <see cref="TargetTransform.Log"/> is never chosen, because for numbers from 0 up it is the Yeo–Johnson transform of λ = 0,
    /// which bends most.
    /// </remarks>
    /// <param name="train">The training rows of a regression.</param>
    /// <exception cref="ArgumentException">It is a classification.</exception>
    public static TargetTransform ChooseTransform(Dataset train)
    {
        CheckIsRegression(train);
        return Enumerable.Range(0, train.Outputs).All(output => IsUnbent(Column(train, output))) ? TargetTransform.YeoJohnson : TargetTransform.None;
    }

    private static bool IsUnbent(double[] targets)
    {
        if (targets.Length < FewestRows || targets.Min() < 0 || !(Skewness(targets) is > MostSkewness and double before))
            return false;

        double power = YeoJohnsonFit.Power(targets);
        double after = Skewness(Array.ConvertAll(targets, y => TransformedTargets.Of(TargetTransform.YeoJohnson, power, y)));
        return Math.Abs(after) <= LeastGain * before;
    }

    /// <summary>NaN for a constant.</summary>
    private static double Skewness(double[] values)
    {
        double variance = CentralMoment(values, 2);
        return CentralMoment(values, 3) / (variance * Math.Sqrt(variance));
    }

    private static double CentralMoment(double[] values, int order)
    {
        double mean = values.Average();
        return values.Average(value => order == 2 ? (value - mean) * (value - mean) : (value - mean) * (value - mean) * (value - mean));
    }

    private static double[] Column(Dataset data, int output)
    {
        double[] targets = new double[data.Rows];
        for (int row = 0; row < targets.Length; row++)
            targets[row] = data.Targets.Span[(row * data.Outputs) + output];
        return targets;
    }
}
