namespace Descent.Reference;

/// <summary>What to explain: a network, a loss and a batch, and optionally some steps of training on that batch.</summary>
public sealed class ExplainSpec
{
    /// <summary>A specification with copies of the given arrays.</summary>
    /// <param name="network">The network; it must not be changed afterwards.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="inputs">X, [rows, inputs], at least one row.</param>
    /// <param name="targets">T, [rows, outputs]; classes as one-hot rows, see <see cref="OneHot"/>.</param>
    /// <param name="update">The training that follows the report, or <see langword="null"/> for none.</param>
    /// <param name="rowWeights">w, how much each row counts, [rows], finite and not negative; <see langword="null"/>: 1.</param>
    /// <exception cref="ArgumentException">The inputs or the targets do not have the network's shape, or a weight is outside its range.</exception>
    public ExplainSpec(ReferenceNetwork network, ReferenceLoss loss, double[,] inputs, double[,] targets, ReferenceUpdate? update = null, double[]? rowWeights = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ReferencePass.ThrowIfShapesDiffer(network, inputs, targets);
        ReferenceLoss.ThrowIfUnfit(rowWeights, inputs.GetLength(0));

        Network = network;
        Loss = loss;
        Inputs = (double[,])inputs.Clone();
        Targets = (double[,])targets.Clone();
        RowWeights = (double[]?)rowWeights?.Clone();
        Update = update;
    }

    /// <summary>The network at its parameters before any training.</summary>
    public ReferenceNetwork Network { get; }

    /// <summary>The loss.</summary>
    public ReferenceLoss Loss { get; }

    /// <summary>X, [rows, inputs].</summary>
    public double[,] Inputs { get; }

    /// <summary>T, [rows, outputs].</summary>
    public double[,] Targets { get; }

    /// <summary>w, how much each row counts in the loss, [rows]; <see langword="null"/>: 1.</summary>
    public double[]? RowWeights { get; }

    /// <summary>The training that follows the report, or <see langword="null"/> for none.</summary>
    public ReferenceUpdate? Update { get; }

    /// <summary>The target rows of classes: 1 in the column of the class and 0 elsewhere, [rows, outputs].</summary>
    /// <param name="classes">One class for each row, from 0 to <paramref name="outputs"/> − 1.</param>
    /// <param name="outputs">The number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is outside its range.</exception>
    public static double[,] OneHot(IReadOnlyList<int> classes, int outputs)
    {
        ArgumentNullException.ThrowIfNull(classes);
        double[,] targets = new double[classes.Count, outputs];
        for (int i = 0; i < classes.Count; i++)
        {
            if (classes[i] < 0 || classes[i] >= outputs)
                throw new ArgumentOutOfRangeException(nameof(classes), classes[i], $"expected a class from 0 to {outputs - 1}");
            targets[i, classes[i]] = 1;
        }

        return targets;
    }
}
