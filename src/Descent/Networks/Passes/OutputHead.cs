namespace Descent.Networks;

/// <summary>
/// The output activation and the loss, taken together. Softmax + cross-entropy and sigmoid + binary cross-entropy become
/// one function of z that stays finite and whose gradient is p − t; any other pair is computed as it is written.
/// </summary>
internal sealed class OutputHead
{
    private OutputHead(Activation activation, Loss loss, bool isFused)
    {
        Activation = activation;
        Loss = loss;
        IsFused = isFused;
    }

    public Activation Activation { get; }

    /// <summary>The loss as it is computed: on z where <see cref="IsFused"/>, otherwise on a.</summary>
    public Loss Loss { get; }

    /// <summary>Whether <see cref="Loss"/> reads z and does the work of the activation as well.</summary>
    public bool IsFused { get; }

    /// <summary>Whether the loss is infinite where an output is 0 (or 1) and its target is not.</summary>
    public bool TakesLogarithmOfOutputs => Loss is CrossEntropyLoss or BinaryCrossEntropyLoss or PoissonLoss;

    /// <summary>Above which a single output stands for class 1: half the probability, whose logit is 0.</summary>
    public float Threshold => Loss is SigmoidBinaryCrossEntropyLoss && !IsFused ? 0 : PredictedClass.Threshold;

    /// <summary>The head for a pair, or an explanation why the pair cannot be trained.</summary>
    /// <exception cref="ArgumentException">The loss is not defined on what the activation puts out.</exception>
    public static OutputHead For(Activation activation, Loss loss)
    {
        if (Objection(activation, loss) is { } objection)
            throw new ArgumentException(objection, nameof(loss));
        return (activation, loss) switch
        {
            (SoftmaxActivation, CrossEntropyLoss) =>
                new(activation, new SoftmaxCrossEntropyLoss { LogBase = loss.LogBase, Reduction = loss.Reduction }, isFused: true),
            (SigmoidActivation, BinaryCrossEntropyLoss) =>
                new(activation, new SigmoidBinaryCrossEntropyLoss { LogBase = loss.LogBase, Reduction = loss.Reduction }, isFused: true),
            _ => new(activation, loss, isFused: false),
        };
    }

    /// <summary>Why a loss cannot be computed from class indices on so many outputs; null: it can.</summary>
    public static string? ObjectionToClasses(int outputs, Loss loss) => outputs == 1 && loss.AcceptsClasses
        ? $"The loss {loss.Name} compares the outputs of several classes, but the network has one output. Use one output for each class with softmax, or one output with sigmoid and the loss binary-cross-entropy."
        : null;

    private static string? Objection(Activation activation, Loss loss)
    {
        (double minimum, double maximum) = activation.Range;
        return loss switch
        {
            CrossEntropyLoss when minimum < 0 =>
                $"The loss cross-entropy takes the logarithm of the outputs, and outputs of '{activation}' can be negative. Use softmax as the output activation.",
            BinaryCrossEntropyLoss when minimum < 0 || maximum > 1 =>
                $"The loss binary-cross-entropy needs outputs between 0 and 1, and outputs of '{activation}' can lie outside. Use sigmoid as the output activation.",
            PoissonLoss when minimum < 0 =>
                $"The loss poisson takes the logarithm of the outputs, and outputs of '{activation}' can be negative. Use exponential or softplus as the output activation.",
            SoftmaxCrossEntropyLoss when activation is SoftmaxActivation =>
                "The loss softmax-cross-entropy applies softmax itself, and the output layer has applied it already. Use the loss cross-entropy.",
            SigmoidBinaryCrossEntropyLoss when activation is SigmoidActivation =>
                "The loss sigmoid-binary-cross-entropy applies sigmoid itself, and the output layer has applied it already. Use the loss binary-cross-entropy.",
            _ => null,
        };
    }
}
