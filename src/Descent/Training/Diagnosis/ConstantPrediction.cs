using Descent.Data;
using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>
/// The loss of the best prediction that is the same for every row: the entropy of the class shares (ln K for K balanced
/// classes), the variance of the targets, or what corresponds to them for the other losses. A network that has learned
/// something from its inputs is below it.
/// </summary>
internal static class ConstantPrediction
{
    /// <summary>The loss, in its own base of logarithms, as a mean over the rows also where the loss is a sum.</summary>
    public static double Loss(Dataset data, Loss loss, int outputs)
    {
        double sum = 0;
        for (int k = 0; k < outputs; k++)
            sum += OfOutput(Column(data, k, outputs), loss);
        bool isMean = loss is MeanSquaredErrorLoss or MeanAbsoluteErrorLoss or HuberLoss or PoissonLoss;
        return (isMean ? sum / outputs : sum) / (loss.LogBase is { } b ? ScalarMath.Log(b) : 1);
    }

    private static double OfOutput(double[] targets, Loss loss)
    {
        double mean = targets.Average();
        return loss switch
        {
            CrossEntropyLoss or SoftmaxCrossEntropyLoss => Entropy(mean),
            BinaryCrossEntropyLoss or SigmoidBinaryCrossEntropyLoss => Entropy(mean) + Entropy(1 - mean),
            MeanSquaredErrorLoss => targets.Average(t => (t - mean) * (t - mean)),
            SquaredErrorLoss => targets.Average(t => 0.5 * (t - mean) * (t - mean)),
            PoissonLoss => mean > 0 ? mean - (mean * ScalarMath.Log(mean)) : 0,
            // The best constant of the Huber loss lies between mean and median; the loss there is hardly below that of the better one.
            HuberLoss huber => Math.Min(Huber(targets, mean, huber.Delta), Huber(targets, Median(targets), huber.Delta)),
            _ => Absolute(targets, Median(targets)),
        };
    }

    /// <summary>−p ln p, which is 0 at 0.</summary>
    private static double Entropy(double p) => p > 0 ? -p * ScalarMath.Log(p) : 0;

    private static double Absolute(double[] targets, double constant) => targets.Average(t => Math.Abs(t - constant));

    private static double Huber(double[] targets, double constant, float delta) =>
        targets.Average(t => new HuberLoss.Term(delta).Value((float)constant, (float)t));

    private static double Median(double[] targets)
    {
        double[] sorted = [.. targets.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>What output k should be in each row; of a class, 1 or 0.</summary>
    private static double[] Column(Dataset data, int k, int outputs)
    {
        double[] targets = new double[data.Rows];
        for (int row = 0; row < targets.Length; row++)
        {
            targets[row] = !data.HasLabels ? data.Targets.Span[(row * outputs) + k]
                : outputs == 1 ? data.Labels.Span[row]
                : data.Labels.Span[row] == k ? 1 : 0;
        }

        return targets;
    }
}
