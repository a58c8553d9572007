using Descent.Data;
using Descent.Networks;

namespace Descent.Training;

/// <summary>
/// The piecewise-linear embedding of numbers as a first layer of the network: beside each feature, how far it has come
/// through each of some bins that hold equally many training rows. Gorishniy et al. 2022, "On Embeddings for Numerical
/// Features in Tabular Deep Learning", (1).
/// </summary>
/// <remarks>
/// For a bin [l, r] the paper has e = (x − l)/(r − l), cut off at 0 and 1. Here it is 2e − 1 = hardtanh(w·x + b) with
/// w = 2/(r − l) and b = −(r + l)/(r − l), so the embedding is a layer x·W + b with one weight in each column, and whatever
/// works with a network (gradients, their check, export) works with it. A feature itself passes through a column of its own
/// as x/s, where s is the largest |x| of the training rows or 1, whichever is larger. The layer is not trained: its factor of
/// the learning rate is 0.
/// </remarks>
public sealed class PiecewiseLinearEmbedding
{
    private readonly int _inputs;
    private readonly List<(int Feature, float Weight, float Bias)> _units = [];

    /// <summary>Learns the bins.</summary>
    /// <param name="train">The training rows, scaled as the network will see them.</param>
    /// <param name="bins">Bins of a feature, at least 2; features with fewer different values get fewer, those with two none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 bins.</exception>
    public PiecewiseLinearEmbedding(Dataset train, int bins)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        _inputs = train.Inputs;
        float[] sorted = new float[train.Rows];
        for (int feature = 0; feature < _inputs; feature++)
        {
            for (int row = 0; row < sorted.Length; row++)
                sorted[row] = train.Features.Span[(row * _inputs) + feature];
            Array.Sort(sorted);
            _units.Add((feature, 1 / MathF.Max(1, MathF.Max(-sorted[0], sorted[^1])), 0));
            float[] edges = [.. Enumerable.Range(0, bins + 1).Select(bin => Quantile(sorted, (double)bin / bins)).Distinct()];
            for (int bin = 0; edges.Length > 2 && bin < edges.Length - 1; bin++)
            {
                double left = edges[bin], right = edges[bin + 1];
                float weight = (float)(2 / (right - left)), bias = (float)(-(right + left) / (right - left));
                if (float.IsFinite(weight) && float.IsFinite(bias))
                    _units.Add((feature, weight, bias));
            }
        }
    }

    /// <summary>The layer, to be the first one of a network.</summary>
    public Layer Layer => Layer.Dense(_units.Count, Activation.HardTanh, Initializer.Zeros);

    /// <summary>Writes the weights and biases of the first layer.</summary>
    /// <param name="network">A network whose first layer is <see cref="Layer"/>.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public void Fill(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Inputs != _inputs || network.Layers[0] != Layer)
            throw new ArgumentException("The first layer of the network is not that of the embedding.", nameof(network));
        ParameterTensor weights = network.Layout.Weights(0);
        weights.In(network.Parameters).Clear();
        Span<float> biases = network.Layout.Biases(0)!.Row(network.Parameters, 0);
        for (int unit = 0; unit < _units.Count; unit++)
        {
            (int feature, float weight, float bias) = _units[unit];
            weights.Row(network.Parameters, feature)[unit] = weight;
            biases[unit] = bias;
        }
    }

    /// <summary>The quantile of sorted numbers, between neighbours by straight lines.</summary>
    private static float Quantile(float[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        float low = sorted[below], high = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return (float)(low + ((place - below) * ((double)high - low)));
    }
}
