using Descent.Networks;

namespace Descent.Reference;

/// <summary>The probabilities that a fused loss makes of the logits.</summary>
internal static class Probabilities
{
    /// <summary>[rows, outputs], or null where the loss takes the outputs as they are.</summary>
    public static double[,]? Of(Loss loss, double[,] logits)
    {
        if (loss is not (SoftmaxCrossEntropyLoss or SigmoidBinaryCrossEntropyLoss))
            return null;
        double[,] p = new double[logits.GetLength(0), logits.GetLength(1)];
        ReferenceActivation.Of(loss is SoftmaxCrossEntropyLoss ? Activation.Softmax : Activation.Sigmoid).Forward(logits, p);
        return p;
    }
}
