namespace Descent.Reference;

/// <summary>
/// One forward and one backward pass through a network, element by element in double precision, with every
/// intermediate value. Datta, "Forward Propagation" and "Backward Propagation"; Sabine 5; Vege 6.
/// </summary>
public sealed class ReferencePass
{
    private readonly ReferenceLoss _loss;
    private readonly double[,] _targets;
    private readonly double[]? _rowWeights;
    private readonly ReferenceLayerPass[] _layers;
    private readonly double[] _rowLosses;

    internal ReferencePass(ReferenceNetwork network, ReferenceLoss loss, double[,] inputs, double[,] targets, double[]? rowWeights = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ThrowIfShapesDiffer(network, inputs, targets);

        int rows = inputs.GetLength(0);
        ReferenceLoss.ThrowIfUnfit(rowWeights, rows);
        _loss = loss;
        _targets = targets;
        _rowWeights = rowWeights;
        X = inputs;
        dX = new double[rows, network.Inputs];
        _rowLosses = new double[rows];
        _layers = [.. network.Layers.Select(layer => new ReferenceLayerPass(layer, rows))];
    }

    /// <summary>L.</summary>
    public double Loss { get; private set; }

    /// <summary>What each layer computed, first to last.</summary>
    public IReadOnlyList<ReferenceLayerPass> Layers => _layers;

    /// <summary>∂L/∂X, [rows, inputs].</summary>
    public double[,] dX { get; }

    internal double[,] X { get; }

    /// <summary>What each row adds to the loss, with its weight and before the reduction.</summary>
    internal ReadOnlySpan<double> RowLosses => _rowLosses;

    /// <summary>L is the sum of <see cref="RowLosses"/> divided by this.</summary>
    internal double Divisor => _loss.Divisor(_layers[^1].A);

    /// <summary>Runs one pass.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="inputs">X, [rows, inputs], at least one row.</param>
    /// <param name="targets">T, [rows, outputs]; classes as one-hot rows.</param>
    /// <param name="rowWeights">w, how much each row counts, [rows], finite and not negative; <see langword="null"/>: 1.</param>
    /// <exception cref="ArgumentException">The inputs or the targets do not have the network's shape, or a weight is outside its range.</exception>
    public static ReferencePass Compute(ReferenceNetwork network, ReferenceLoss loss, double[,] inputs, double[,] targets, double[]? rowWeights = null)
    {
        ReferencePass pass = new(network, loss, inputs, targets, rowWeights);
        pass.Forward();
        pass.Backward();
        return pass;
    }

    /// <summary>The input of layer l: the output of the one before, or X.</summary>
    internal double[,] InputOf(int l) => l == 0 ? X : _layers[l - 1].A;

    /// <summary>Z and A of every layer and the loss, at the network's present parameters.</summary>
    internal void Forward() => ForwardFrom(0);

    /// <summary>The same when only layers from l on can have changed.</summary>
    internal void ForwardFrom(int l)
    {
        for (; l < _layers.Length; l++)
            _layers[l].Forward(InputOf(l));

        double sum = 0;
        for (int i = 0; i < _rowLosses.Length; i++)
            sum += _rowLosses[i] = _loss.OfRow(_layers[^1].A, _targets, i, _rowWeights);
        Loss = sum / Divisor;
    }

    /// <summary>
    /// The same when only the weights and the bias of output j of layer l can have changed since another pass: in the sums of
    /// the next layer that is one term, which makes the check of a wide network affordable.
    /// </summary>
    internal void ForwardFrom(int l, int j, ReferencePass before)
    {
        _layers[l].Forward(InputOf(l), j);
        bool isOneTerm = l + 1 < _layers.Length && _layers[l].IsElementwise;
        if (isOneTerm)
            _layers[l + 1].ForwardTerm(j, _layers[l].A, before._layers[l].A, before._layers[l + 1].Z);
        ForwardFrom(isOneTerm ? l + 2 : l + 1);
    }

    /// <summary>The same when only column j of the Z of layer l can have changed.</summary>
    internal void ForwardFromZ(int l, int j)
    {
        _layers[l].Activate(j);
        ForwardFrom(l + 1);
    }

    /// <summary>dA of the last layer from the loss, and the chain rule down to dX, after <see cref="Forward"/>.</summary>
    internal void Backward()
    {
        _loss.Derivative(_layers[^1].A, _targets, _layers[^1].dA, _rowWeights);
        for (int l = _layers.Length - 1; l >= 0; l--)
            _layers[l].Backward(InputOf(l), l == 0 ? dX : _layers[l - 1].dA);
    }

    internal static void ThrowIfShapesDiffer(ReferenceNetwork network, double[,] inputs, double[,] targets)
    {
        int rows = inputs.GetLength(0);
        if (rows == 0 || inputs.GetLength(1) != network.Inputs)
            throw new ArgumentException($"The inputs are [{rows}, {inputs.GetLength(1)}]; expected one or more rows of {network.Inputs}.", nameof(inputs));
        if (targets.GetLength(0) != rows || targets.GetLength(1) != network.Outputs)
            throw new ArgumentException($"The targets are [{targets.GetLength(0)}, {targets.GetLength(1)}]; expected [{rows}, {network.Outputs}].", nameof(targets));
    }
}
