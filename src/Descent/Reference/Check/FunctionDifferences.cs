namespace Descent.Reference;

/// <summary>The work of <see cref="GradientCheck"/> on a function of which nothing is known but its values.</summary>
internal sealed class FunctionDifferences : CentralDifferences
{
    private readonly Func<ReadOnlySpan<double>, double> _function;
    private readonly double[] _point;
    private readonly double[] _gradient;
    private double _value;

    public FunctionDifferences(Func<ReadOnlySpan<double>, double> function, double[] point, double[] gradient)
    {
        (_function, _point, _gradient) = (function, point, gradient);
        _value = function(point);
        IsFinite = double.IsFinite(_value);
        double size = Math.Max(1, Math.Abs(_value));
        Rounding = Math.ScaleB(size, -51);
        Smallest = 1e-5 * size;
    }

    internal override bool IsFinite { get; }

    // A few units in the last place of the value, or of a sum of terms that nearly cancel to it.
    protected override double Rounding { get; }

    protected override double Smallest { get; }

    public GradientCheck Run(IReadOnlyList<GradientTensor> tensors, GradientSample sample, CancellationToken cancellationToken)
    {
        List<GradientTensorCheck> checks = [];
        int offset = 0;
        for (int t = 0; t < tensors.Count; t++)
        {
            List<GradientElement> elements = [];
            foreach (int index in sample.Of(t, tensors))
            {
                cancellationToken.ThrowIfCancellationRequested();
                int i = offset + index;
                elements.Add(Compare(index / tensors[t].Columns, index % tensors[t].Columns, _gradient[i], _point[i], 1, value =>
                {
                    _point[i] = value;
                    _value = _function(_point);
                }));
            }

            checks.Add(new(tensors[t], elements));
            offset += tensors[t].Elements;
        }

        return new GradientCheck(checks);
    }

    protected override double Quotient(Action<double> moveTo, double start, double h, out bool acrossKink)
    {
        acrossKink = false;
        double above = start + h, below = start - h;
        return (ValueAt(moveTo, above) - ValueAt(moveTo, below)) / (above - below);
    }

    // Where f is smooth the slopes to both sides differ by about h·f'', half as much at half the step; at a kink they differ as much.
    protected override bool IsOnKink(Action<double> moveTo, double start, double h)
    {
        double at = ValueAt(moveTo, start);
        double wide = Bend(h), narrow = Bend(h / 2);
        return narrow > 0.75 * wide && narrow > 1e4 * Rounding / h;

        double Bend(double step) => Math.Abs(ValueAt(moveTo, start + step) - (2 * at) + ValueAt(moveTo, start - step)) / step;
    }

    private double ValueAt(Action<double> moveTo, double position)
    {
        moveTo(position);
        return _value;
    }
}
