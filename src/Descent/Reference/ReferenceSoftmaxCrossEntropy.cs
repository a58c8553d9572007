using static Descent.Reference.ReferenceMath;

namespace Descent.Reference;

/// <summary>
/// Softmax and cross-entropy in one, for one row of logits z and labels t of any sum. With m the largest logit and
/// S = Σⱼ e^(zⱼ − m): L = Σₖ tₖ((m − zₖ) + ln S). Datta, "Softmax and Cross-Entropy Fusion".
/// </summary>
internal static class ReferenceSoftmaxCrossEntropy
{
    /// <summary>Σₖ tₖ (ln Σⱼ e^zⱼ − zₖ), terms with tₖ = 0 left out.</summary>
    public static double Value(double[,] z, double[,] t, int row)
    {
        (double maximum, double others) = Exponentials(z, row);
        double logarithm = LogOnePlus(others);
        double sum = 0;
        for (int k = 0; k < z.GetLength(1); k++)
        {
            if (t[row, k] != 0)
                sum += t[row, k] * (maximum - z[row, k] + logarithm);
        }

        return sum;
    }

    /// <summary>The part of class k alone.</summary>
    public static double Term(double[,] z, double[,] t, int row, int k)
    {
        if (t[row, k] == 0)
            return 0;
        (double maximum, double others) = Exponentials(z, row);
        return t[row, k] * (maximum - z[row, k] + LogOnePlus(others));
    }

    /// <summary>pₖ·Σt − tₖ with p the softmax of z: p − t when the labels sum to 1 (Datta; Sabine 5.2; the slides; the lecture).</summary>
    public static void Derivative(double[,] z, double[,] t, int row, double[,] dZ)
    {
        (double maximum, double others) = Exponentials(z, row);
        int outputs = z.GetLength(1);
        double labels = 0;
        for (int k = 0; k < outputs; k++)
            labels += t[row, k];

        for (int k = 0; k < outputs; k++)
        {
            double p = Math.Exp(z[row, k] - maximum) / (1 + others);
            dZ[row, k] = labels == 0 ? 0 : (p * labels) - t[row, k];
        }
    }

    // The largest logit, and S without its own term, which is 1: small values of ln S keep their digits.
    private static (double Maximum, double Others) Exponentials(double[,] z, int row)
    {
        int outputs = z.GetLength(1);
        int largest = 0;
        for (int k = 1; k < outputs; k++)
        {
            if (z[row, k] > z[row, largest])
                largest = k;
        }

        double others = 0;
        for (int k = 0; k < outputs; k++)
        {
            if (k != largest)
                others += Math.Exp(z[row, k] - z[row, largest]);
        }

        return (z[row, largest], others);
    }
}
