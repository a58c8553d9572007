using Descent.Data;
using Descent.Networks;

namespace Descent.Training;

/// <summary>
/// What a network sees of each feature beside the feature, as its first layer: units that read one feature each, σ(w·x + b).
/// </summary>
/// <remarks>
/// The layer is feature-wise (<see cref="Networks.Layer.FeatureWise"/>), so whatever works with a network (gradients, their check,
/// files, explain) works with it, and no feature gets into the units of another while it learns. How fast it does is
/// <see cref="RateFactor"/>. A feature itself passes through a unit of its own as σ(x/s), where s is the largest |x| of the
/// training rows or 1, whichever is larger.
/// </remarks>
public abstract class FeatureEmbedding
{
    private readonly int _inputs;
    private readonly Activation _activation;
    private readonly List<(int Feature, float Weight, float Bias)> _units = [];

    private protected FeatureEmbedding(int inputs, Activation activation, float rateFactor)
    {
        _inputs = inputs;
        _activation = activation;
        RateFactor = rateFactor;
    }

    /// <summary>The layer, to be the first one of a network.</summary>
    public Layer Layer => Layer.FeatureWise([.. _units.Select(unit => unit.Feature)], _activation, Initializer.Zeros);

    /// <summary>
    /// What the weights and biases of the layer are to have in <see cref="Trainer.RateFactors"/>; 0: they stay as they are.
    /// </summary>
    public float RateFactor { get; }

    /// <summary>Writes the weights and biases of the first layer.</summary>
    /// <param name="network">A network whose first layer is <see cref="Layer"/>.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public void Fill(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Inputs != _inputs || network.Layers[0] != Layer)
            throw new ArgumentException("The first layer of the network is not that of the embedding.", nameof(network));
        Span<float> weights = network.Layout.Weights(0).Row(network.Parameters, 0);
        Span<float> biases = network.Layout.Biases(0)!.Row(network.Parameters, 0);
        for (int unit = 0; unit < _units.Count; unit++)
            (_, weights[unit], biases[unit]) = _units[unit];
    }

    /// <summary>The values of each feature in ascending order; the memory is the same for all.</summary>
    private protected static IEnumerable<float[]> SortedFeatures(Dataset train)
    {
        float[] sorted = new float[train.Rows];
        for (int feature = 0; feature < train.Inputs; feature++)
        {
            for (int row = 0; row < sorted.Length; row++)
                sorted[row] = train.Features.Span[(row * train.Inputs) + feature];
            Array.Sort(sorted);
            yield return sorted;
        }
    }

    /// <summary>Adds the unit through which a feature passes itself.</summary>
    private protected void AddFeature(int feature, float[] sorted) => AddUnit(feature, 1 / MathF.Max(1, MathF.Max(-sorted[0], sorted[^1])), 0);

    private protected void AddUnit(int feature, float weight, float bias) => _units.Add((feature, weight, bias));
}
