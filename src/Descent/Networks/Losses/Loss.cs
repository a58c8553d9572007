using System.Globalization;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>
/// What training minimises: a number L that says how far predictions are from targets, and its gradient ∂L/∂a.
/// In the texts the loss belongs to one example and the cost to a batch; here both are the loss.
/// </summary>
/// <remarks>
/// The reduction over the rows is applied here and nowhere else, so value and gradient always belong to the same loss.
/// A loss is written on what the network predicts. Softmax with <see cref="CrossEntropy"/> and sigmoid with
/// <see cref="BinaryCrossEntropy"/> are recognised and computed together in the form that stays finite.
/// </remarks>
public abstract record Loss
{
    private protected Loss()
    {
    }

    /// <summary>½ Σₖ (aₖ − tₖ)² for each row. Sabine 2.1; Vege (7), (8).</summary>
    public static Loss SquaredError { get; } = new SquaredErrorLoss();

    /// <summary>The mean over all elements of (a − t)², without the ½.</summary>
    public static Loss MeanSquaredError { get; } = new MeanSquaredErrorLoss();

    /// <summary>The mean over all elements of |a − t|; the derivative at 0 is 0.</summary>
    public static Loss MeanAbsoluteError { get; } = new MeanAbsoluteErrorLoss();

    /// <summary>−Σₖ tₖ log aₖ on probabilities a, from class indices, one-hot rows or soft labels. Sabine 2.2; Vege (9), (10).</summary>
    public static Loss CrossEntropy { get; } = new CrossEntropyLoss();

    /// <summary>−Σₖ [tₖ log aₖ + (1 − tₖ) log(1 − aₖ)] on K independent probabilities. Vege (11), 6.2.</summary>
    public static Loss BinaryCrossEntropy { get; } = new BinaryCrossEntropyLoss();

    /// <summary>The mean over all elements of a − t·ln a for counts t ≥ 0: the Poisson likelihood without its constant.</summary>
    public static Loss Poisson { get; } = new PoissonLoss();

    /// <summary>Softmax and <see cref="CrossEntropy"/> in one, on outputs taken as logits; predictions of such a network are logits.</summary>
    public static Loss SoftmaxCrossEntropy { get; } = new SoftmaxCrossEntropyLoss();

    /// <summary>Sigmoid and <see cref="BinaryCrossEntropy"/> in one, on outputs taken as logits; predictions of such a network are logits.</summary>
    public static Loss SigmoidBinaryCrossEntropy { get; } = new SigmoidBinaryCrossEntropyLoss();

    // After the instances above, which it collects: static members are initialised in the order of the text.
    private static readonly Loss[] All =
    [
        SquaredError, MeanSquaredError, MeanAbsoluteError, Huber(), CrossEntropy, BinaryCrossEntropy, Poisson,
        SoftmaxCrossEntropy, SigmoidBinaryCrossEntropy,
    ];

    /// <summary>The names of all losses, lower case with hyphens.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(loss => loss.Name)];

    /// <summary>The name of the loss, as in specifications, model files and on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>How rows are combined. <see cref="Networks.Reduction.Sum"/> is not for the losses that are means over all elements.</summary>
    /// <exception cref="ArgumentException">The loss is a mean over all elements and the value is not <see cref="Networks.Reduction.Mean"/>.</exception>
    public Reduction Reduction
    {
        get;
        init => field = value == Reduction.Mean || !IsMeanOverElements
            ? value
            : throw new ArgumentException($"{Name} is a mean over all elements; reduction {value} does not apply to it.", nameof(value));
    }

    /// <summary>The base b of the logarithm in the cross-entropies; <see langword="null"/>: the natural one. It scales value and gradient by 1/ln b.</summary>
    /// <exception cref="ArgumentException">The loss has no such logarithm, or the value is not finite, not positive, or 1.</exception>
    public double? LogBase
    {
        get;
        init
        {
            if (value is { } b)
            {
                if (!HasLogBase)
                    throw new ArgumentException($"{Name} has no logarithm whose base could be chosen.", nameof(value));
                if (!(b > 0 && double.IsFinite(b)) || b == 1)
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The base of the logarithm is {b}; expected a finite number above 0 and not 1."), nameof(value));
            }

            field = value;
        }
    }

    /// <summary>Quadratic within delta of the target and linear beyond: the mean over all elements of ½e² for |e| ≤ δ, δ(|e| − ½δ) otherwise, e = a − t.</summary>
    /// <param name="delta">Where the pieces meet: finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Delta is outside its range.</exception>
    public static Loss Huber(float delta = HuberLoss.DefaultDelta) => new HuberLoss(delta);

    /// <summary>The loss of that name.</summary>
    /// <exception cref="FormatException">There is no such loss; the message lists the names.</exception>
    public static Loss Parse(string name) => Array.Find(All, loss => loss.Name == name)
        ?? throw new FormatException($"there is no loss '{name}'; expected one of {string.Join(", ", Names)}");

    /// <summary>Whether the loss is a mean over rows and outputs, so that no further reduction applies.</summary>
    internal virtual bool IsMeanOverElements => false;

    /// <summary>Whether <see cref="LogBase"/> applies.</summary>
    internal virtual bool HasLogBase => false;

    /// <summary>Whether targets may be class indices rather than one column per output.</summary>
    internal virtual bool AcceptsClasses => false;

    /// <summary>What turns the sum of the rows' losses, in natural logarithms, into the loss of a batch: the reduction and 1/ln b.</summary>
    internal double Factor(int rows, int columns)
    {
        double reduction = IsMeanOverElements ? 1.0 / ((double)rows * columns) : Reduction == Reduction.Mean ? 1.0 / rows : 1;
        return LogBase is { } b ? reduction / ScalarMath.Log(b) : reduction;
    }

    /// <summary>The loss of every row and, where asked for, the gradient and the predictions.</summary>
    internal abstract void Evaluate(in LossBatch batch);
}
