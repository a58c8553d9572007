using Descent.Networks;
using Descent.Numerics;

namespace Descent.Evaluation;

/// <summary>Makes probabilities less sure of themselves, or surer, by one number. Guo et al. 2017, section 4.2.</summary>
internal static class TemperatureScaling
{
    public const double Least = 0.1;
    public const double Most = 10;

    public static bool IsInRange(double temperature) => temperature is >= Least and <= Most;

    /// <summary>
    /// p'ₖ = pₖ^(1/T) / Σⱼ pⱼ^(1/T), in place and without allocating. For a softmax that is softmax(z/T); for p = σ(z), given
    /// as 1 − p and p, it is σ(z/T). T = 1 leaves every bit as it is. The predicted class, of equals the first, never changes.
    /// </summary>
    /// <param name="probabilities">[rows, classes]; a 0 stays 0.</param>
    /// <param name="classes">At least 2.</param>
    /// <param name="temperature">T, from <see cref="Least"/> to <see cref="Most"/>.</param>
    public static void Apply(Span<float> probabilities, int classes, double temperature)
    {
        if (temperature == 1)
            return;
        for (; !probabilities.IsEmpty; probabilities = probabilities[classes..])
            ApplyToRow(probabilities[..classes], temperature);
    }

    private static void ApplyToRow(Span<float> row, double temperature)
    {
        int best = PredictedClass.Of(row);
        double logOfBest = ScalarMath.Log(row[best]), sum = 0;
        foreach (ref float p in row)
        {
            double power = ScalarMath.Exp((ScalarMath.Log(p) - logOfBest) / temperature);
            sum += power;
            p = (float)power;
        }

        foreach (ref float p in row)
            p = (float)(p / sum);

        // Where T > 1 two floats can become the same one, and of equals the first is predicted.
        if (PredictedClass.Of(row) == best)
            return;
        float most = row[best];
        foreach (ref float p in row)
            p = Math.Min(p, MathF.BitDecrement(most));
        row[best] = most;
    }
}
