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
    /// <summary>The loss, as a mean over the rows also where it is a sum. Rows count as much as their weights say.</summary>
    /// <param name="train">The rows that the constant suits best.</param>
    /// <param name="sample">Those that it is measured on.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="outputs">The outputs of the network.</param>
    /// <param name="smoothing">ε of the label smoothing.</param>
    public static double Loss(Dataset train, Dataset sample, Loss loss, int outputs, double smoothing = 0)
    {
        Weighted[] ofTrain = Outputs(train, loss, outputs, smoothing), ofSample = Outputs(sample, loss, outputs, smoothing);
        return Reduced(ofTrain.Zip(ofSample, (train, sample) => OfOutput(train, sample, loss)).Sum(), loss, outputs);
    }

    /// <summary>
    /// The loss that no network goes below where labels are smoothed: that of predictions which are the smoothed labels, their
    /// entropy. Without smoothing it is taken as 0.
    /// </summary>
    public static double Least(Dataset sample, Loss loss, int outputs, double smoothing)
    {
        if (smoothing == 0 || !loss.HasLogBase)
            return 0;
        bool isYesOrNo = loss is BinaryCrossEntropyLoss or SigmoidBinaryCrossEntropyLoss;
        return Reduced(
            Outputs(sample, loss, outputs, smoothing).Sum(output => output.Mean(t => Entropy(t, t) + (isYesOrNo ? Entropy(1 - t, 1 - t) : 0))), loss, outputs);
    }

    private static double Reduced(double sum, Loss loss, int outputs) =>
        (loss.IsMeanOverElements ? sum / outputs : sum) / (loss.LogBase is { } b ? ScalarMath.Log(b) : 1);

    private static double OfOutput(Weighted train, Weighted sample, Loss loss)
    {
        double weight = sample.Mean(_ => 1), share = sample.Mean(t => t);
        double mean = train.Mean(t => t) / train.Mean(_ => 1);
        switch (loss)
        {
            case CrossEntropyLoss or SoftmaxCrossEntropyLoss:
                return Entropy(share, mean);
            case BinaryCrossEntropyLoss or SigmoidBinaryCrossEntropyLoss:
                return Entropy(share, mean) + Entropy(weight - share, 1 - mean);
            case PoissonLoss:
                return (weight * mean) + Entropy(share, mean);
            case MeanSquaredErrorLoss:
                return sample.Mean(t => (t - mean) * (t - mean));
            case SquaredErrorLoss:
                return sample.Mean(t => 0.5 * (t - mean) * (t - mean));
            case HuberLoss { Delta: var delta }:
                // The best constant lies between the mean and the median.
                return Math.Min(Huber(sample, mean, delta), Huber(sample, train.Median(), delta));
            default:
                double median = train.Median();
                return sample.Mean(t => Math.Abs(t - median));
        }
    }

    /// <summary>−p ln q, which is 0 for p = 0.</summary>
    private static double Entropy(double p, double q) => p > 0 ? -p * ScalarMath.Log(q) : 0;

    private static double Huber(Weighted targets, double constant, float delta) =>
        targets.Mean(t => new HuberLoss.Term(delta).Value((float)constant, (float)t));

    private static Weighted[] Outputs(Dataset data, Loss loss, int outputs, double smoothing)
    {
        float[] targets = ProbeLoss.Targets(data, new LabelSmoothing(smoothing, outputs, loss), outputs, outputs);
        double[] weights = [.. Enumerable.Range(0, data.Rows).Select(row => data.HasWeights ? data.Weights.Span[row] : 1.0)];
        return [.. Enumerable.Range(0, outputs).Select(k => new Weighted([.. Enumerable.Range(0, data.Rows).Select(row => (double)targets[(row * outputs) + k])], weights))];
    }

    /// <summary>The targets of one output with the weights of their rows.</summary>
    private readonly record struct Weighted(double[] Targets, double[] Weights)
    {
        /// <summary>1/m Σᵢ wᵢ f(tᵢ), as the loss of a batch is.</summary>
        public double Mean(Func<double, double> function)
        {
            double sum = 0;
            for (int i = 0; i < Targets.Length; i++)
                sum += Weights[i] * function(Targets[i]);
            return sum / Targets.Length;
        }

        /// <summary>A number with half of the weight on each side; between two that are both, their middle.</summary>
        public double Median()
        {
            double[] sorted = [.. Targets], weights = [.. Weights];
            Array.Sort(sorted, weights);
            double half = weights.Sum() / 2, below = 0;
            for (int i = 0; i < sorted.Length; i++)
            {
                below += weights[i];
                if (below > half)
                    return sorted[i];
                if (below == half)
                    return (sorted[i] + sorted[Array.FindIndex(weights, i + 1, weight => weight > 0)]) / 2;
            }

            return sorted[^1];
        }
    }
}
