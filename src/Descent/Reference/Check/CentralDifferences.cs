namespace Descent.Reference;

/// <summary>The work of <see cref="GradientCheck"/>: changes one number at a time and sets it back.</summary>
internal sealed class CentralDifferences
{
    private const double Agreement = 1e-9;

    // An error this small that a finer step does not make smaller is rounding.
    private const double RoundingBelow = 1e-5;

    private const double SmallestBesideKinks = 1.0 / (1 << 18);

    // How far the widest difference may move a pre-activation: 2⁻⁵, then less. The last ones are for elements that sit close
    // to where the loss ends, such as the logarithm of a very small probability.
    private static readonly double[] Steps = [.. new[] { 5, 7, 9, 11, 13, 15, 18, 22, 26, 30, 34, 38, 42, 46 }.Select(power => Math.ScaleB(1, -power))];

    private readonly ReferenceNetwork _network;
    private readonly ReferenceKinks _kinks;
    private readonly double[] _rowLosses;
    private readonly double _smallest;

    // What the rounding of every Z and A by half a unit in the last place does to L, to first order.
    private readonly double _rounding;
    private bool _isFinite;

    /// <summary>Takes a network and inputs of its own, which it may change.</summary>
    public CentralDifferences(ReferenceNetwork network, ReferenceLoss loss, double[,] inputs, double[,] targets)
    {
        _network = network;
        Pass = ReferencePass.Compute(network, loss, inputs, targets);
        _kinks = new ReferenceKinks(network, loss, Pass, targets);
        _rowLosses = new double[Pass.RowLosses.Length];

        double largest = Math.Max(1, Math.Abs(Pass.Loss));
        _rounding = Math.Abs(Pass.Loss);
        foreach (ReferenceLayerPass layer in Pass.Layers)
        {
            _rounding += SumOfProducts(layer.dA, layer.A) + SumOfProducts(layer.dZ, layer.Z);
            foreach (double g in layer.dW)
                largest = Math.Max(largest, Math.Abs(g));
            foreach (double g in layer.db ?? [])
                largest = Math.Max(largest, Math.Abs(g));
        }

        _rounding = Math.ScaleB(_rounding, -53);
        _smallest = 1e-5 * largest;
        _isFinite = double.IsFinite(largest);
    }

    /// <summary>The pass whose gradients are compared.</summary>
    internal ReferencePass Pass { get; }

    /// <summary>Whether the loss and the gradients by the parameters are finite, without which nothing can be compared.</summary>
    internal bool IsFinite => _isFinite;

    /// <summary>Compares every <paramref name="stride"/>-th element.</summary>
    public GradientCheck Run(long stride, CancellationToken cancellationToken)
    {
        long index = 0;
        List<GradientTally> tallies = [];
        for (int l = 0; l < _network.Layers.Count; l++)
        {
            ReferenceLayer layer = _network.Layers[l];
            double[,] x = Pass.InputOf(l);
            GradientTally weights = Tally($"dW[{l + 1}]", layer.Inputs, layer.Outputs);
            for (int k = 0; k < layer.Inputs; k++)
            {
                double reach = Largest(x.GetLength(0), i => x[i, k]);
                for (int j = 0; j < layer.Outputs; j++)
                    Visit(weights, k, j, ref layer.Weights[k, j], Pass.Layers[l].dW[k, j], reach, () => Pass.ForwardFrom(l, j));
            }

            if (layer.Biases is null)
                continue;
            GradientTally biases = Tally($"db[{l + 1}]", 1, layer.Outputs);
            for (int j = 0; j < layer.Outputs; j++)
                Visit(biases, 0, j, ref layer.Biases[j], Pass.Layers[l].db![j], 1, () => Pass.ForwardFrom(l, j));
        }

        double[,] first = _network.Layers[0].Weights;
        GradientTally inputs = Tally("dX", Pass.X.GetLength(0), _network.Inputs);
        for (int k = 0; k < _network.Inputs; k++)
        {
            double reach = Largest(first.GetLength(1), j => first[k, j]);
            for (int i = 0; i < Pass.X.GetLength(0); i++)
                Visit(inputs, i, k, ref Pass.X[i, k], Pass.dX[i, k], reach, () => Pass.ForwardFrom(0));
        }

        return new GradientCheck([.. tallies.Select(tally => tally.Result)], _isFinite);

        GradientTally Tally(string gradient, int rows, int columns)
        {
            tallies.Add(new GradientTally(gradient, rows, columns));
            return tallies[^1];
        }

        void Visit(GradientTally tally, int row, int column, ref double value, double gradient, double reach, Action forward)
        {
            if (index++ % stride != 0)
                return;
            cancellationToken.ThrowIfCancellationRequested();
            Comparison found = _isFinite ? Compare(ref value, gradient, reach, forward) : Comparison.NotFinite;
            _isFinite &= found.Kind != ComparisonKind.NotFinite;
            tally.Add(row, column, found);
        }
    }

    /// <summary>Compares the gradient by one number.</summary>
    /// <param name="value">The number; it is changed and set back.</param>
    /// <param name="gradient">What the backward pass says.</param>
    /// <param name="reach">The most that a pre-activation moves when the value moves by 1.</param>
    /// <param name="forward">Computes the loss again.</param>
    internal Comparison Compare(ref double value, double gradient, double reach, Action forward)
    {
        double start = value;
        double error = double.PositiveInfinity;
        double nearest = double.NaN;
        bool found = false;
        bool contradicted = false;
        Estimate estimate = default;
        foreach (double step in Steps)
        {
            if (step < SmallestBesideKinks && (estimate.AcrossKink || found))
                break;
            double h = Math.Max(step / Math.Max(reach, 1e-6), Math.Abs(start) * 1e-12);
            estimate = Extrapolated(ref value, start, h, forward);
            if (!double.IsFinite(estimate.Value))
                continue;

            found |= step >= SmallestBesideKinks;
            double previous = error;
            double distance = Math.Abs(gradient - estimate.Value);
            contradicted |= distance > 10 * estimate.Uncertainty;
            error = Math.Min(error, distance / Math.Max(_smallest, Math.Max(Math.Abs(gradient), Math.Abs(estimate.Value))));
            nearest = error == previous ? nearest : estimate.Value;
            if (error <= Agreement || (error == previous && error < RoundingBelow))
                break;
        }

        value = start;
        forward();
        if (!double.IsFinite(gradient) || (!double.IsFinite(error) && !estimate.AcrossKink))
            return Comparison.NotFinite;
        if (!double.IsFinite(error))
            return new(ComparisonKind.Kink, 0);
        return error >= GradientCheck.AgreesBelow && !contradicted
            ? new(ComparisonKind.Unresolved, 0)
            : new(ComparisonKind.Compared, error) { Difference = nearest };
    }

    // Richardson: the errors of differences at h, h/2 and h/4 run in even powers of h, of which h² and h⁴ are cancelled.
    private Estimate Extrapolated(ref double value, double start, double h, Action forward)
    {
        double wide = Difference(ref value, start, h, forward, out bool acrossKink);
        if (acrossKink)
            return new(double.NaN, double.NaN, true);
        double middle = Difference(ref value, start, h / 2, forward, out _);
        double narrow = Difference(ref value, start, h / 4, forward, out _);
        double first = ((4 * middle) - wide) / 3;
        double second = ((4 * narrow) - middle) / 3;
        return new(((16 * second) - first) / 15, Math.Max(Math.Abs(second - first), 6 * _rounding / h), false);
    }

    private double Difference(ref double value, double start, double h, Action forward, out bool acrossKink)
    {
        double above = value = start + h;
        forward();
        Pass.RowLosses.CopyTo(_rowLosses);
        acrossKink = !_kinks.Unchanged();
        if (acrossKink)
            return double.NaN;

        double below = value = start - h;
        forward();
        acrossKink = !_kinks.Unchanged();

        // Row by row: the rounding of the sum over the rows does not count.
        double sum = 0;
        for (int i = 0; i < _rowLosses.Length; i++)
            sum += _rowLosses[i] - Pass.RowLosses[i];
        return sum / Pass.Divisor / (above - below);
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

    /// <summary>An extrapolated difference, and how uncertain it is by curvature (what the last extrapolation changed) or by rounding.</summary>
    private readonly record struct Estimate(double Value, double Uncertainty, bool AcrossKink);
}
