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
/// w = 2/(r − l) and b = −(r + l)/(r − l). The bins are not trained.
/// </remarks>
public sealed class PiecewiseLinearEmbedding : FeatureEmbedding
{
    /// <summary>Learns the bins.</summary>
    /// <param name="train">The training rows, scaled as the network will see them.</param>
    /// <param name="bins">Bins of a feature, at least 2; features with fewer different values get fewer, those with two none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 bins.</exception>
    public PiecewiseLinearEmbedding(Dataset train, int bins)
        : base(train?.Inputs ?? throw new ArgumentNullException(nameof(train)), Activation.HardTanh, rateFactor: 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        foreach ((int feature, float[] sorted) in SortedFeatures(train).Index())
        {
            AddFeature(feature, sorted);
            float[] edges = [.. Enumerable.Range(0, bins + 1).Select(bin => Quantile(sorted, (double)bin / bins)).Distinct()];
            for (int bin = 0; edges.Length > 2 && bin < edges.Length - 1; bin++)
            {
                double left = edges[bin], right = edges[bin + 1];
                float weight = (float)(2 / (right - left)), bias = (float)(-(right + left) / (right - left));
                if (float.IsFinite(weight) && float.IsFinite(bias))
                    AddUnit(feature, weight, bias);
            }
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
