namespace Descent.Reference;

/// <summary>The work of <see cref="GradientCheck"/>: changes one number at a time and sets it back.</summary>
internal sealed class CentralDifferences
{
    private const double Agreement = 1e-9;

    // How far the widest difference may move a pre-activation: 2⁻⁵, then less.
    private static readonly double[] Steps = [.. new[] { 5, 8, 11, 14, 18 }.Select(power => Math.ScaleB(1, -power))];

    private readonly ReferenceNetwork _network;
    private readonly ReferenceKinks _kinks;
    private readonly double _smallest;
    private double _worst;
    private int _leftOut;

    /// <summary>Takes a network and inputs of its own, which it may change.</summary>
    public CentralDifferences(ReferenceNetwork network, ReferenceLoss loss, double[,] inputs, double[,] targets)
    {
        _network = network;
        Pass = ReferencePass.Compute(network, loss, inputs, targets);
        _kinks = new ReferenceKinks(network, loss, Pass, targets);
        _kinks.Remember();

        double largest = Math.Max(1, Math.Abs(Pass.Loss));
        foreach (ReferenceLayerPass layer in Pass.Layers)
        {
            foreach (double g in layer.dW)
                largest = Math.Max(largest, Math.Abs(g));
            foreach (double g in layer.db ?? [])
                largest = Math.Max(largest, Math.Abs(g));
        }

        _smallest = 1e-5 * largest;
        _worst = double.IsFinite(largest) ? 0 : double.NaN;
    }

    /// <summary>The pass whose gradients are compared.</summary>
    internal ReferencePass Pass { get; }

    /// <summary>Compares every <paramref name="stride"/>-th element.</summary>
    public GradientCheck Run(long stride, CancellationToken cancellationToken)
    {
        long index = 0;
        int parameters = 0;
        int inputs = 0;
        for (int l = 0; l < _network.Layers.Count; l++)
        {
            ReferenceLayer layer = _network.Layers[l];
            double[,] x = Pass.InputOf(l);
            for (int k = 0; k < layer.Inputs; k++)
            {
                double reach = Largest(x.GetLength(0), i => x[i, k]);
                for (int j = 0; j < layer.Outputs; j++)
                    parameters += Visit(ref layer.Weights[k, j], Pass.Layers[l].dW[k, j], reach, () => Pass.ForwardFrom(l, j));
            }

            for (int j = 0; layer.Biases is not null && j < layer.Outputs; j++)
                parameters += Visit(ref layer.Biases[j], Pass.Layers[l].db![j], 1, () => Pass.ForwardFrom(l, j));
        }

        double[,] weights = _network.Layers[0].Weights;
        for (int k = 0; k < _network.Inputs; k++)
        {
            double reach = Largest(weights.GetLength(1), j => weights[k, j]);
            for (int i = 0; i < Pass.X.GetLength(0); i++)
                inputs += Visit(ref Pass.X[i, k], Pass.dX[i, k], reach, () => Pass.ForwardFrom(0));
        }

        return new GradientCheck(_worst, parameters, inputs, _leftOut);

        int Visit(ref double value, double gradient, double reach, Action forward)
        {
            if (index++ % stride != 0)
                return 0;
            cancellationToken.ThrowIfCancellationRequested();
            Compare(ref value, gradient, reach, forward);
            return 1;
        }
    }

    // `reach` is the most that a pre-activation moves when the value moves by 1.
    private void Compare(ref double value, double gradient, double reach, Action forward)
    {
        if (double.IsNaN(_worst))
            return;

        double start = value;
        double error = double.PositiveInfinity;
        bool finite = false;
        foreach (double step in Steps)
        {
            double h = Math.Max(step / Math.Max(reach, 1e-6), Math.Abs(start) * 1e-12);
            double d = Extrapolated(ref value, start, h, forward, out bool clean);
            finite |= double.IsFinite(d);
            if (clean && double.IsFinite(d))
                error = Math.Min(error, Math.Abs(gradient - d) / Math.Max(_smallest, Math.Max(Math.Abs(gradient), Math.Abs(d))));
            if (error <= Agreement)
                break;
        }

        value = start;
        forward();
        if (double.IsFinite(error) && double.IsFinite(gradient))
            _worst = Math.Max(_worst, error);
        else if (finite && double.IsFinite(gradient))
            _leftOut++;
        else
            _worst = double.NaN;
    }

    // Richardson: the errors of differences at h, h/2 and h/4 run in even powers of h, of which h² and h⁴ are cancelled.
    private double Extrapolated(ref double value, double start, double h, Action forward, out bool clean)
    {
        double wide = Difference(ref value, start, h, forward, out bool wideIsClean);
        double middle = Difference(ref value, start, h / 2, forward, out bool middleIsClean);
        double narrow = Difference(ref value, start, h / 4, forward, out bool narrowIsClean);
        clean = wideIsClean && middleIsClean && narrowIsClean;
        double first = ((4 * middle) - wide) / 3;
        double second = ((4 * narrow) - middle) / 3;
        return ((16 * second) - first) / 15;
    }

    private double Difference(ref double value, double start, double h, Action forward, out bool clean)
    {
        double above = value = start + h;
        forward();
        double lossAbove = Pass.Loss;
        clean = _kinks.Unchanged();

        double below = value = start - h;
        forward();
        clean &= _kinks.Unchanged();
        return (lossAbove - Pass.Loss) / (above - below);
    }

    private static double Largest(int count, Func<int, double> value)
    {
        double largest = 0;
        for (int i = 0; i < count; i++)
            largest = Math.Max(largest, Math.Abs(value(i)));
        return largest;
    }
}
