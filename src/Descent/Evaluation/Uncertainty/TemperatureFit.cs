using Descent.Data;
using Descent.Networks;

namespace Descent.Evaluation;

/// <summary>The temperature of a model from what its networks say of the rows that they held back.</summary>
internal static class TemperatureFit
{
    /// <summary>Nats that the held-back rows must gain, what a parameter explains by chance on average. Akaike 1974.</summary>
    private const double LeastGain = 1;

    /// <summary>Rows that several networks must speak for before those are compared with one.</summary>
    private const int LeastCompared = 50;

    /// <summary>T, in steps of 0.01; 1 where the rows do not show that it is another.</summary>
    public static double Fit(Network network, Dataset data, IReadOnlyList<HeldBackOutputs> members, HeldBackMeans means, double leastTemperature)
    {
        TemperatureLoss loss = Loss(network, means.Outputs, data, means.Rows);
        double beta = loss.Minimum(), excess = Excess(network, data, members, means);
        if (loss.At(1 / excess) - loss.At(beta) < LeastGain)
            return 1;
        return Math.Round(Math.Clamp(1 / (beta * excess), leastTemperature, TemperatureScaling.Most), 2);
    }

    /// <summary>
    /// By what factor the temperature of the means over few networks exceeds that of the mean over all: where networks differ
    /// their mean is less sure, so the more speak, the lower the temperature. The fewer are compared on the same rows, each
    /// by itself, β₁, and their mean, β_c; and ln β is taken to fall short in proportion to 1/c, as the variance of a mean does.
    /// </summary>
    private static double Excess(Network network, Dataset data, IReadOnlyList<HeldBackOutputs> members, HeldBackMeans means)
    {
        int[] several = [.. Enumerable.Range(0, means.Rows.Length).Where(i => means.Speakers[i] > 1)];
        if (members.Count < 2 || several.Length < LeastCompared)
            return 1;

        var speakers = several.ToDictionary(i => means.Rows[i], i => means.Speakers[i]);
        List<int> rows = [];
        List<double> weights = [];
        List<float> outputs = [];
        foreach (HeldBackOutputs member in members)
        {
            for (int i = 0; i < member.Rows.Length; i++)
            {
                if (!speakers.TryGetValue(member.Rows.Span[i], out int count))
                    continue;
                rows.Add(member.Rows.Span[i]);
                weights.Add(1.0 / count);
                outputs.AddRange(member.Outputs.Span.Slice(i * network.Outputs, network.Outputs));
            }
        }

        float[] together = [.. several.SelectMany(i => means.Outputs.AsSpan(i * network.Outputs, network.Outputs).ToArray())];
        double single = Loss(network, [.. outputs], data, [.. rows], [.. weights]).Minimum();
        double mean = Loss(network, together, data, [.. several.Select(i => means.Rows[i])]).Minimum();
        double inverse = several.Sum(i => 1.0 / means.Speakers[i]) / several.Length;
        if (mean <= single)
            return 1;
        double exponent = (means.MeanOfInverse - (1.0 / members.Count)) / (1 - inverse);
        return Numerics.ScalarMath.Exp(exponent * Numerics.ScalarMath.Log(mean / single));
    }

    private static TemperatureLoss Loss(Network network, float[] outputs, Dataset data, int[] rows, double[]? weights = null)
    {
        float[] probabilities = network.Outputs == 1 ? ClassProbabilities.OfTwo(outputs) : outputs;
        Guard.Distributions(probabilities, data.Outputs, nameof(outputs));
        return new TemperatureLoss(probabilities, data.Outputs, [.. rows.Select(row => data.Labels.Span[row])], weights);
    }
}
