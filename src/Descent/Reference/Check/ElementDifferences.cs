namespace Descent.Reference;

/// <summary>
/// Central differences of single elements, also of those that <see cref="GradientCheck"/> has no need of: ∂L/∂A and ∂L/∂Z
/// inside the network. For a reader who wants to see the difference beside the gradient.
/// </summary>
internal sealed class ElementDifferences
{
    // About two seconds of multiplications, as in Explanation.
    private const double Budget = 1e9;

    private readonly ReferenceNetwork _network;
    private readonly CentralDifferences _differences;
    private long _left;

    public ElementDifferences(ExplainSpec spec)
    {
        _network = spec.Network.Copy();
        _differences = new CentralDifferences(_network, spec.Loss, (double[,])spec.Inputs.Clone(), spec.Targets);
        _left = Math.Max(16, (long)(Budget / (6.0 * spec.Inputs.GetLength(0) * _network.ParameterCount)));
    }

    private ReferencePass Pass => _differences.Pass;

    /// <summary>∂L/∂A of layer l, counted from 1; layer 0 is the input.</summary>
    public Comparison? OfA(int l, int i, int k)
    {
        double gradient = l == 0 ? Pass.dX[i, k] : Pass.Layers[l - 1].dA[i, k];
        double reach = l == _network.Layers.Count ? 1
            : Enumerable.Range(0, _network.Layers[l].Outputs).Max(j => Math.Abs(_network.Layers[l].Weights[k, j]));
        return Compare(ref Pass.InputOf(l)[i, k], gradient, reach, () => Pass.ForwardFrom(l));
    }

    /// <summary>∂L/∂Z of layer l, counted from 1.</summary>
    public Comparison? OfZ(int l, int i, int j) =>
        Compare(ref Pass.Layers[l - 1].Z[i, j], Pass.Layers[l - 1].dZ[i, j], 1, () => Pass.ForwardFromZ(l - 1, j));

    /// <summary>∂L/∂W of layer l, counted from 1.</summary>
    public Comparison? OfWeight(int l, int k, int j)
    {
        double[,] x = Pass.InputOf(l - 1);
        double reach = Enumerable.Range(0, x.GetLength(0)).Max(i => Math.Abs(x[i, k]));
        return Compare(ref _network.Layers[l - 1].Weights[k, j], Pass.Layers[l - 1].dW[k, j], reach, () => Pass.ForwardFrom(l - 1, j));
    }

    /// <summary>∂L/∂b of layer l, counted from 1, which has biases.</summary>
    public Comparison? OfBias(int l, int j) =>
        Compare(ref _network.Layers[l - 1].Biases![j], Pass.Layers[l - 1].db![j], 1, () => Pass.ForwardFrom(l - 1, j));

    // Null where the network is so large that the time for more is used up.
    private Comparison? Compare(ref double value, double gradient, double reach, Action forward) =>
        !_differences.IsFinite ? Comparison.NotFinite
        : _left-- <= 0 ? null
        : _differences.Compare(ref value, gradient, reach, forward);
}
