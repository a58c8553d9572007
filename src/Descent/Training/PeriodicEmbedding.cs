using Descent.Data;
using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>
/// The periodic embedding of numbers as a first layer of the network: beside each feature, the sine and the cosine of it at
/// some random frequencies. Gorishniy et al. 2022, "On Embeddings for Numerical Features in Tabular Deep Learning", (2).
/// </summary>
/// <remarks>
/// The paper has sin(2πc·x) and cos(2πc·x) with c from N(0, σ²). Here they are sin(2πc·x + 0) and sin(2πc·x + π/2), whose
/// frequencies and phases are then learned, each by itself.
/// </remarks>
public sealed class PeriodicEmbedding : FeatureEmbedding
{
    /// <summary>The usual standard deviation of the frequencies.</summary>
    public const float DefaultScale = 0.1f;

    /// <summary>The usual part of the learning rate at which frequencies and phases learn: all of it.</summary>
    public const float DefaultRateFactor = 1;

    /// <summary>Draws the frequencies.</summary>
    /// <param name="train">The training rows, scaled as the network will see them.</param>
    /// <param name="frequencies">Frequencies of a feature, at least 1; features with one or two different values get none.</param>
    /// <param name="scale">σ, the standard deviation of the frequencies in turns per unit of the scaled feature, above 0.</param>
    /// <param name="seed">What the frequencies are a function of, each feature having its own.</param>
    /// <param name="rateFactor">The part of the learning rate at which they learn, at least 0; 0: they stay as they were drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no frequency, the scale is not a number above 0, or the factor not one of at least 0.</exception>
    public PeriodicEmbedding(Dataset train, int frequencies, float scale = DefaultScale, int seed = 0, float rateFactor = DefaultRateFactor)
        : base(train?.Inputs ?? throw new ArgumentNullException(nameof(train)), Activation.Sine, rateFactor)
    {
        if (!(rateFactor >= 0) || !float.IsFinite(rateFactor))
            throw new ArgumentOutOfRangeException(nameof(rateFactor), rateFactor, "expected a finite number of at least 0");
        ArgumentOutOfRangeException.ThrowIfLessThan(frequencies, 1);
        if (!(scale > 0) || !float.IsFinite(scale))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "expected a finite number above 0");
        foreach ((int feature, float[] sorted) in SortedFeatures(train).Index())
        {
            AddFeature(feature, sorted);
            if (sorted.Distinct().Take(3).Count() < 3)
                continue;
            var random = new RandomStream((uint)seed, RandomPurpose.Embedding, (uint)feature);
            for (int i = 0; i < frequencies; i++)
            {
                float weight = (float)(Math.Tau * scale * random.Normal(i));
                AddUnit(feature, weight, 0);
                AddUnit(feature, weight, (float)(Math.PI / 2));
            }
        }
    }
}
