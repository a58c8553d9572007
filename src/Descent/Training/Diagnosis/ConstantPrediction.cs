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
    /// <summary>The loss, as a mean over the rows also where it is a sum.</summary>
    /// <param name="train">The rows that the constant suits best.</param>
    /// <param name="sample">Those that it is measured on.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="outputs">The outputs of the network.</param>
    public static double Loss(Dataset train, Dataset sample, Loss loss, int outputs)
    {
        double sum = 0;
        for (int k = 0; k < outputs; k++)
            sum += OfOutput(Column(train, k, outputs), Column(sample, k, outputs), loss);
        return (loss.IsMeanOverElements ? sum / outputs : sum) / (loss.LogBase is { } b ? ScalarMath.Log(b) : 1);
    }

    private static double OfOutput(double[] train, double[] sample, Loss loss)
    {
        double mean = train.Average(), share = sample.Average();
        switch (loss)
        {
            case CrossEntropyLoss or SoftmaxCrossEntropyLoss:
                return Entropy(share, mean);
            case BinaryCrossEntropyLoss or SigmoidBinaryCrossEntropyLoss:
                return Entropy(share, mean) + Entropy(1 - share, 1 - mean);
            case PoissonLoss:
                return mean + Entropy(share, mean);
            case MeanSquaredErrorLoss:
                return sample.Average(t => (t - mean) * (t - mean));
            case SquaredErrorLoss:
                return sample.Average(t => 0.5 * (t - mean) * (t - mean));
            case HuberLoss { Delta: var delta }:
                // The best constant lies between the mean and the median.
                return Math.Min(Huber(sample, mean, delta), Huber(sample, Median(train), delta));
            default:
                double median = Median(train);
                return sample.Average(t => Math.Abs(t - median));
        }
    }

    /// <summary>−p ln q, which is 0 for p = 0.</summary>
    private static double Entropy(double p, double q) => p > 0 ? -p * ScalarMath.Log(q) : 0;

    private static double Huber(double[] targets, double constant, float delta) =>
        targets.Average(t => new HuberLoss.Term(delta).Value((float)constant, (float)t));

    private static double Median(double[] targets)
    {
        double[] sorted = [.. targets.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double[] Column(Dataset data, int k, int outputs)
    {
        double[] targets = new double[data.Rows];
        for (int row = 0; row < targets.Length; row++)
            targets[row] = ProbeLoss.TargetOf(data, row, k, outputs);
        return targets;
    }
}
