using Descent.Networks;

namespace Descent.Reference;

/// <summary>The two ways from the logits of a pair of activation and loss to the loss and back: step by step and at once.</summary>
internal sealed class TwoWays
{
    private TwoWays(ExplainSpec spec, double[,] logits, bool isSoftmax, bool isFused)
    {
        (int rows, int outputs) = (logits.GetLength(0), logits.GetLength(1));
        Loss loss = spec.Loss.Loss;
        Loss parts = isSoftmax ? Loss.CrossEntropy : Loss.BinaryCrossEntropy;
        Loss whole = isSoftmax ? Loss.SoftmaxCrossEntropy : Loss.SigmoidBinaryCrossEntropy;
        ReferenceLoss slow = new(parts with { Reduction = loss.Reduction, LogBase = loss.LogBase });
        ReferenceLoss quick = new(whole with { Reduction = loss.Reduction, LogBase = loss.LogBase });
        ReferenceActivation squash = ReferenceActivation.Of(isSoftmax ? Activation.Softmax : Activation.Sigmoid);

        IsSoftmax = isSoftmax;
        Quantity = isFused ? "dA" : "dZ";
        Probabilities = new double[rows, outputs];
        ByProbability = new double[rows, outputs];
        StepByStep = new double[rows, outputs];
        AtOnce = new double[rows, outputs];
        Sums = new double[rows, 1];
        squash.Forward(logits, Probabilities);
        slow.Derivative(Probabilities, spec.Targets, ByProbability, spec.RowWeights);
        squash.Backward(logits, Probabilities, ByProbability, StepByStep);
        quick.Derivative(logits, spec.Targets, AtOnce, spec.RowWeights);
        ValueStepByStep = slow.Value(Probabilities, spec.Targets, spec.RowWeights);
        ValueAtOnce = quick.Value(logits, spec.Targets, spec.RowWeights);
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < outputs; k++)
                Sums[i, 0] += spec.Targets[i, k];
        }
    }

    public bool IsSoftmax { get; }

    /// <summary>What both ways lead to: dZ, or dA where the loss takes the outputs as logits.</summary>
    public string Quantity { get; }

    public double[,] Probabilities { get; }

    /// <summary>∂L/∂p.</summary>
    public double[,] ByProbability { get; }

    public double[,] StepByStep { get; }

    public double[,] AtOnce { get; }

    /// <summary>Σ t of each row, [rows, 1].</summary>
    public double[,] Sums { get; }

    public double ValueStepByStep { get; }

    public double ValueAtOnce { get; }

    /// <summary>Between the two derivatives; NaN if one is not finite.</summary>
    public double LargestDifference
    {
        get
        {
            double largest = 0;
            for (int i = 0; i < AtOnce.GetLength(0); i++)
            {
                for (int k = 0; k < AtOnce.GetLength(1); k++)
                    largest = Math.Max(largest, Math.Abs(StepByStep[i, k] - AtOnce[i, k]));
            }

            return largest;
        }
    }

    /// <summary>The two ways through the last layer, or null where it and the loss are no such pair.</summary>
    public static TwoWays? Of(PageSheet sheet)
    {
        double[,] z = sheet.Pass.Layers[^1].Z, a = sheet.Pass.Layers[^1].A;
        return (sheet.Layers[^1].Activation, sheet.Spec.Loss.Loss) switch
        {
            (SoftmaxActivation, CrossEntropyLoss) => new TwoWays(sheet.Spec, z, isSoftmax: true, isFused: false),
            (SigmoidActivation, BinaryCrossEntropyLoss) => new TwoWays(sheet.Spec, z, isSoftmax: false, isFused: false),
            (_, SoftmaxCrossEntropyLoss) => new TwoWays(sheet.Spec, a, isSoftmax: true, isFused: true),
            (_, SigmoidBinaryCrossEntropyLoss) => new TwoWays(sheet.Spec, a, isSoftmax: false, isFused: true),
            _ => null,
        };
    }
}
