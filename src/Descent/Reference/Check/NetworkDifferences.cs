namespace Descent.Reference;

/// <summary>The work of <see cref="GradientCheck"/> on a network, whose kinks and rounding are known.</summary>
internal sealed class NetworkDifferences : CentralDifferences
{
    private readonly ReferenceNetwork _network;
    private readonly NetworkGradients _judged;
    private readonly ReferencePass _pass;
    private readonly ReferencePass _atRest;
    private readonly ReferenceKinks _kinks;
    private readonly double[] _rowLosses;

    // The layer whose parameters are being changed, or the first for X.
    private int _changing;

    /// <summary>Takes a network and inputs of its own, which it may change.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="inputs">X.</param>
    /// <param name="targets">T.</param>
    /// <param name="rowWeights">w; <see langword="null"/>: 1.</param>
    /// <param name="judged">The gradients to compare; <see langword="null"/>: those of the backward pass.</param>
    public NetworkDifferences(ReferenceNetwork network, ReferenceLoss loss, double[,] inputs, double[,] targets, double[]? rowWeights, NetworkGradients? judged)
    {
        _network = network;
        _pass = ReferencePass.Compute(network, loss, inputs, targets, rowWeights);
        _atRest = ReferencePass.Compute(network, loss, inputs, targets, rowWeights);
        _judged = judged ?? NetworkGradients.Of(_pass);
        _judged.ThrowIfShapesDiffer(network, inputs);
        _kinks = new ReferenceKinks(network, loss, _pass, targets);
        _rowLosses = new double[_pass.RowLosses.Length];

        // The scale comes from the pass, so that one judged gradient that is far too large does not make the others look right.
        double largest = Math.Max(1, Math.Abs(_pass.Loss));
        double rounding = Math.Abs(_pass.Loss);
        foreach (ReferenceLayerPass layer in _pass.Layers)
        {
            rounding += SumOfProducts(layer.dA, layer.A) + SumOfProducts(layer.dZ, layer.Z);
            foreach (double g in layer.dW)
                largest = Math.Max(largest, Math.Abs(g));
            foreach (double g in layer.db ?? [])
                largest = Math.Max(largest, Math.Abs(g));
        }

        Rounding = Math.ScaleB(rounding, -53);
        Smallest = 1e-5 * largest;
        IsFinite = double.IsFinite(largest);
    }

    internal override bool IsFinite { get; }

    // What the rounding of every Z and A by half a unit in the last place does to L, to first order.
    protected override double Rounding { get; }

    protected override double Smallest { get; }

    /// <summary>Compares the elements of the sample.</summary>
    public GradientCheck Run(GradientSample sample, CancellationToken cancellationToken)
    {
        List<GradientTensor> tensors = [];
        List<Func<int, GradientElement>> compare = [];
        for (int l = 0; l < _network.Layers.Count; l++)
        {
            int layer = l;
            ReferenceLayer parameters = _network.Layers[l];
            Add(GradientTensor.Weights(l + 1, parameters), index =>
            {
                (int k, int j) = parameters.PlaceOf(index);
                return Weight(layer, k, j);
            });
            if (parameters.Biases is not null)
                Add(GradientTensor.Biases(l + 1, parameters.Outputs), index => Bias(layer, index));
        }

        if (_judged.dX is not null)
            Add(GradientTensor.Inputs(_pass.X.GetLength(0), _network.Inputs), index => Input(index / _network.Inputs, index % _network.Inputs));

        List<GradientTensorCheck> checks = [];
        for (int t = 0; t < tensors.Count; t++)
        {
            List<GradientElement> elements = [];
            foreach (int index in sample.Of(t, tensors))
            {
                cancellationToken.ThrowIfCancellationRequested();
                elements.Add(compare[t](index));
            }

            checks.Add(new(tensors[t], elements));
        }

        return new GradientCheck(checks);

        void Add(GradientTensor tensor, Func<int, GradientElement> comparison)
        {
            tensors.Add(tensor);
            compare.Add(comparison);
        }
    }

    /// <summary>∂L/∂wₖⱼ of layer l, counted from 0.</summary>
    internal GradientElement Weight(int l, int k, int j)
    {
        _changing = l;
        double[,] x = _pass.InputOf(l), w = _network.Layers[l].Weights;
        double reach = Largest(x.GetLength(0), i => x[i, k]);
        return Compare(k, j, _judged.Layers[l].dW[k, j], w[k, j], reach, value =>
        {
            w[k, j] = value;
            _pass.ForwardFrom(l, j, _atRest);
        });
    }

    /// <summary>∂L/∂bⱼ of layer l, counted from 0, which has biases.</summary>
    internal GradientElement Bias(int l, int j)
    {
        _changing = l;
        double[] b = _network.Layers[l].Biases!;
        return Compare(0, j, _judged.Layers[l].db![j], b[j], 1, value =>
        {
            b[j] = value;
            _pass.ForwardFrom(l, j, _atRest);
        });
    }

    /// <summary>∂L/∂xᵢₖ.</summary>
    internal GradientElement Input(int i, int k)
    {
        _changing = 0;
        double[,] first = _network.Layers[0].Weights;
        double reach = Largest(first.GetLength(1), j => first[k, j]);
        return Compare(i, k, _judged.dX![i, k], _pass.X[i, k], reach, value =>
        {
            _pass.X[i, k] = value;
            _pass.ForwardFrom(0);
        });
    }

    /// <summary>∂L/∂aᵢₖ of the output of layer l, counted from 0.</summary>
    internal GradientElement Output(int l, int i, int k)
    {
        _changing = l + 1;
        double[,] a = _pass.Layers[l].A;
        double reach = l + 1 == _network.Layers.Count ? 1 : Largest(_network.Layers[l + 1].Outputs, j => _network.Layers[l + 1].Weights[k, j]);
        return Compare(i, k, _pass.Layers[l].dA[i, k], a[i, k], reach, value =>
        {
            a[i, k] = value;
            _pass.ForwardFrom(l + 1);
        });
    }

    /// <summary>∂L/∂zᵢⱼ of layer l, counted from 0.</summary>
    internal GradientElement Sum(int l, int i, int j)
    {
        _changing = l;
        double[,] z = _pass.Layers[l].Z;
        return Compare(i, j, _pass.Layers[l].dZ[i, j], z[i, j], 1, value =>
        {
            z[i, j] = value;
            _pass.ForwardFromZ(l, j);
        });
    }

    protected override double Quotient(Action<double> moveTo, double start, double h, out bool acrossKink)
    {
        double above = start + h;
        moveTo(above);
        _pass.RowLosses.CopyTo(_rowLosses);
        acrossKink = !_kinks.UnchangedFrom(_changing);
        if (acrossKink)
            return double.NaN;

        double below = start - h;
        moveTo(below);
        acrossKink = !_kinks.UnchangedFrom(_changing);

        // Row by row: the rounding of the sum over the rows does not count.
        double sum = 0;
        for (int i = 0; i < _rowLosses.Length; i++)
            sum += _rowLosses[i] - _pass.RowLosses[i];
        return sum / _pass.Divisor / (above - below);
    }

    private static double SumOfProducts(double[,] a, double[,] b)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
                sum += Math.Abs(a[i, j] * b[i, j]);
        }

        return sum;
    }

    private static double Largest(int count, Func<int, double> value)
    {
        double largest = 0;
        for (int i = 0; i < count; i++)
            largest = Math.Max(largest, Math.Abs(value(i)));
        return largest;
    }
}
