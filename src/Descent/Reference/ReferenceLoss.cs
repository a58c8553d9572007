using System.Globalization;
using Descent.Networks;
using static Descent.Reference.ReferenceMath;

namespace Descent.Reference;

/// <summary>
/// A loss in double precision: L for predictions A and targets T, and dA = ∂L/∂A, as the texts write them.
/// </summary>
/// <remarks>
/// A term whose label is 0 is 0, and so is its derivative, also where the logarithm is not finite. Nothing else is
/// clamped: the logarithm of 0 gives an infinite loss, that of a negative prediction gives NaN.
/// </remarks>
public sealed class ReferenceLoss
{
    private readonly Func<double, double, double>? _term;
    private readonly Func<double, double, double>? _derivative;

    /// <summary>The reference for a loss of the library, with its reduction and its base of the logarithm.</summary>
    public ReferenceLoss(Loss loss)
        : this(loss, loss is HuberLoss huber ? double.Parse(huber.Delta.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : 1)
    {
    }

    private ReferenceLoss(Loss loss, double delta)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Loss = loss;
        Delta = delta;
        (_term, _derivative) = Terms(loss, delta);
    }

    /// <summary>The loss that this is the reference of.</summary>
    public Loss Loss { get; }

    /// <summary>Where the Huber loss turns from quadratic to linear; 1 and without meaning for the other losses.</summary>
    public double Delta { get; }

    /// <summary>The Huber loss with a delta in double precision.</summary>
    /// <param name="delta">Finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Delta is outside its range.</exception>
    public static ReferenceLoss Huber(double delta) => delta > 0 && double.IsFinite(delta)
        ? new(Networks.Loss.Huber(), delta)
        : throw new ArgumentOutOfRangeException(nameof(delta), delta, "expected a finite delta above 0");

    /// <summary>Where e = a − t has a kink, in the value or in the derivative.</summary>
    internal double[] Kinks => Loss switch
    {
        MeanAbsoluteErrorLoss => [0],
        HuberLoss => [-Delta, Delta],
        _ => [],
    };

    /// <summary>L.</summary>
    /// <param name="a">Predictions, or logits for the fused losses, [rows, outputs].</param>
    /// <param name="t">Targets, [rows, outputs]; classes as one-hot rows.</param>
    /// <param name="rowWeights">w, how much each row counts, [rows], finite and not negative; <see langword="null"/>: 1.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a weight is outside its range.</exception>
    public double Value(double[,] a, double[,] t, double[]? rowWeights = null)
    {
        ThrowIfShapesDiffer(a, t);
        ThrowIfUnfit(rowWeights, a.GetLength(0));
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
            sum += OfRow(a, t, i, rowWeights);
        return sum / Divisor(a);
    }

    /// <summary>wᵢ ℓᵢ, what row i adds to the sum that <see cref="Divisor"/> makes the loss of; 0 where its weight is.</summary>
    internal double OfRow(double[,] a, double[,] t, int i, double[]? rowWeights) =>
        rowWeights is null ? OfRow(a, t, i) : Label(rowWeights[i], OfRow(a, t, i));

    /// <summary>ℓᵢ, the loss of row i before its weight and the reduction.</summary>
    private double OfRow(double[,] a, double[,] t, int i)
    {
        if (_term is null)
            return ReferenceSoftmaxCrossEntropy.Value(a, t, i);

        double sum = 0;
        for (int k = 0; k < a.GetLength(1); k++)
            sum += _term(a[i, k], t[i, k]);
        return sum;
    }

    /// <summary>What output k of row i adds to the loss of the row.</summary>
    internal double Term(double[,] a, double[,] t, int i, int k) =>
        _term is null ? ReferenceSoftmaxCrossEntropy.Term(a, t, i, k) : _term(a[i, k], t[i, k]);

    /// <summary>dA = ∂L/∂A, overwriting.</summary>
    /// <param name="a">Predictions, or logits for the fused losses, [rows, outputs].</param>
    /// <param name="t">Targets, [rows, outputs]; classes as one-hot rows.</param>
    /// <param name="dA">[rows, outputs].</param>
    /// <param name="rowWeights">w, how much each row counts, [rows], finite and not negative; <see langword="null"/>: 1.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a weight is outside its range.</exception>
    public void Derivative(double[,] a, double[,] t, double[,] dA, double[]? rowWeights = null)
    {
        ThrowIfShapesDiffer(a, t);
        ThrowIfShapesDiffer(a, dA);
        ThrowIfUnfit(rowWeights, a.GetLength(0));
        double divisor = Divisor(a);
        for (int i = 0; i < a.GetLength(0); i++)
        {
            if (_derivative is null)
                ReferenceSoftmaxCrossEntropy.Derivative(a, t, i, dA);
            for (int k = 0; k < a.GetLength(1); k++)
            {
                double derivative = _derivative is null ? dA[i, k] : _derivative(a[i, k], t[i, k]);
                dA[i, k] = (rowWeights is null ? derivative : Label(rowWeights[i], derivative)) / divisor;
            }
        }
    }

    /// <summary>The reduction, once and for value and gradient alike; the base of the logarithm is one more factor.</summary>
    internal double Divisor(double[,] a)
    {
        double count = Loss.IsMeanOverElements ? (double)a.GetLength(0) * a.GetLength(1)
            : Loss.Reduction == Reduction.Mean ? a.GetLength(0)
            : 1;
        return Loss.LogBase is { } b ? count * Math.Log(b) : count;
    }

    // The contribution of one output to the loss of its row, and its derivative. Squared error: Sabine 2.1, Vege (8), (29).
    // Cross-entropy: Sabine 2.2 and A, Vege (10), (30). Binary cross-entropy: Vege (11) and 6.2.
    private static (Func<double, double, double>? Term, Func<double, double, double>? Derivative) Terms(Loss loss, double delta) => loss switch
    {
        SquaredErrorLoss => ((a, t) => 0.5 * (a - t) * (a - t), (a, t) => a - t),
        MeanSquaredErrorLoss => ((a, t) => (a - t) * (a - t), (a, t) => 2 * (a - t)),
        MeanAbsoluteErrorLoss => ((a, t) => Math.Abs(a - t), (a, t) => Sign(a - t)),
        HuberLoss => ((a, t) => Huber(a - t, delta), (a, t) => Math.Clamp(a - t, -delta, delta)),
        CrossEntropyLoss => ((a, t) => Label(t, -Math.Log(a)), (a, t) => Label(t, -1 / a)),
        BinaryCrossEntropyLoss => (
            (a, t) => Label(t, -Math.Log(a)) + Label(1 - t, -Math.Log(1 - a)),
            (a, t) => Label(t, -1 / a) + Label(1 - t, 1 / (1 - a))),
        PoissonLoss => ((a, t) => a + Label(t, -Math.Log(a)), (a, t) => 1 + Label(t, -1 / a)),
        SigmoidBinaryCrossEntropyLoss => (
            (z, t) => Label(t, Softplus(-z)) + Label(1 - t, Softplus(z)),
            (z, t) => Label(t, -Sigmoid(-z)) + Label(1 - t, Sigmoid(z))),
        SoftmaxCrossEntropyLoss => (null, null),
        _ => throw new NotSupportedException($"The reference does not know the loss {loss.Name}."),
    };

    /// <summary>Checks the weights of so many rows.</summary>
    /// <exception cref="ArgumentException">There are more or fewer, or one is outside its range.</exception>
    internal static void ThrowIfUnfit(double[]? rowWeights, int rows)
    {
        if (rowWeights is null)
            return;
        if (rowWeights.Length != rows)
            throw new ArgumentException($"There are {rowWeights.Length} weights; expected one for each of the {rows} rows.", nameof(rowWeights));
        int bad = Array.FindIndex(rowWeights, weight => !(weight >= 0 && double.IsFinite(weight)));
        if (bad >= 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of row {bad} is {rowWeights[bad]}; expected a finite number of 0 or more."), nameof(rowWeights));
    }

    // 0·log 0 = 0, and its derivative; a row with the weight 0 is 0 like a term with the label 0.
    private static double Label(double label, double value) => label == 0 ? 0 : label * value;

    private static double Sign(double e) => e > 0 ? 1 : e < 0 ? -1 : e;

    private static double Huber(double e, double delta) =>
        Math.Abs(e) <= delta ? 0.5 * e * e : delta * (Math.Abs(e) - (0.5 * delta));

    private static void ThrowIfShapesDiffer(double[,] a, double[,] b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.GetLength(0) != b.GetLength(0) || a.GetLength(1) != b.GetLength(1))
            throw new ArgumentException($"The predictions are [{a.GetLength(0)}, {a.GetLength(1)}]; found [{b.GetLength(0)}, {b.GetLength(1)}] beside them.", nameof(b));
    }
}
