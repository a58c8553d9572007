namespace Descent.Reference;

/// <summary>
/// Central differences of single elements, also of those that <see cref="GradientCheck"/> has no need of: ∂L/∂A and ∂L/∂Z
/// inside the network. For a reader who wants to see the difference beside the gradient.
/// </summary>
internal sealed class ElementDifferences
{
    // About two seconds of multiplications, as in Explanation.
    private const double Budget = 1e9;

    private readonly NetworkDifferences _differences;
    private long _left;

    public ElementDifferences(ExplainSpec spec)
    {
        _differences = new NetworkDifferences(spec.Network.Copy(), spec.Loss, (double[,])spec.Inputs.Clone(), spec.Targets, spec.RowWeights, judged: null);
        _left = Math.Max(16, (long)(Budget / (6.0 * spec.Inputs.GetLength(0) * spec.Network.ParameterCount)));
    }

    /// <summary>∂L/∂A of layer l, counted from 1; layer 0 is the input.</summary>
    public GradientElement? OfA(int l, int i, int k) =>
        IsAffordable ? l == 0 ? _differences.Input(i, k) : _differences.Output(l - 1, i, k) : null;

    /// <summary>∂L/∂Z of layer l, counted from 1.</summary>
    public GradientElement? OfZ(int l, int i, int j) => IsAffordable ? _differences.Sum(l - 1, i, j) : null;

    /// <summary>∂L/∂W of layer l, counted from 1.</summary>
    public GradientElement? OfWeight(int l, int k, int j) => IsAffordable ? _differences.Weight(l - 1, k, j) : null;

    /// <summary>∂L/∂b of layer l, counted from 1, which has biases.</summary>
    public GradientElement? OfBias(int l, int j) => IsAffordable ? _differences.Bias(l - 1, j) : null;

    // Not so where the network is so large that the time for more is used up. What is not finite costs nothing.
    private bool IsAffordable => !_differences.IsFinite || _left-- > 0;
}
