using Descent.Numerics;

namespace Descent.Evaluation;

/// <summary>The proper scoring rules: best, on average, for whoever states the true probabilities.</summary>
internal static class ProbabilityScore
{
    /// <summary>−(1/n) Σᵢ ln p(i, yᵢ); infinite if a true class was given the probability 0.</summary>
    public static double LogLoss(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels)
    {
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            float p = probabilities[(row * classes) + labels[row]];
            sum -= p > 0 ? ScalarMath.Log(p) : double.NegativeInfinity;
        }

        return sum / labels.Length;
    }

    /// <summary>Two classes: (1/n) Σᵢ (p(i, 1) − yᵢ)². More: (1/n) Σᵢ Σₖ (p(i, k) − [yᵢ = k])².</summary>
    public static double Brier(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels)
    {
        int first = classes == 2 ? 1 : 0;
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            for (int k = first; k < classes; k++)
            {
                double difference = probabilities[(row * classes) + k] - (labels[row] == k ? 1.0 : 0.0);
                sum += difference * difference;
            }
        }

        return sum / labels.Length;
    }
}
