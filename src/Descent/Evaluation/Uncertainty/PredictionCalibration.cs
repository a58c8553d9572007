using Descent.Data;
using Descent.Networks;

namespace Descent.Evaluation;

/// <summary>
/// What rows that the networks did not train on say about predictions: how sure probabilities may be (a temperature), and
/// how far off predictions are (scores, for intervals and sets).
/// </summary>
public sealed class PredictionCalibration
{
    /// <summary>A calibration of its parts.</summary>
    /// <param name="temperature">T, from 0.1 to 10; 1 leaves probabilities as they are.</param>
    /// <param name="scores">How far predictions were off; left out: there are no intervals and sets.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is outside its range.</exception>
    public PredictionCalibration(double temperature = 1, ConformalScores? scores = null)
    {
        if (!TemperatureScaling.IsInRange(temperature))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, $"expected a temperature from {TemperatureScaling.Least} to {TemperatureScaling.Most}");
        Temperature = temperature;
        Scores = scores;
    }

    /// <summary>
    /// T: a class of probability p gets p^(1/T), divided by the sum over the classes. Above 1 the model is less sure than its
    /// networks, below 1 surer, at 1 nothing changes. Guo et al. 2017, section 4.2.
    /// </summary>
    public double Temperature { get; }

    /// <summary>
    /// How far predictions were off. Regression: |y − ŷ|, a column for each target. Classification: 1 − p of the actual class
    /// (Sadinle, Lei and Wasserman 2019). <see langword="null"/>: not known.
    /// </summary>
    public ConformalScores? Scores { get; }

    /// <summary>
    /// Fits both on rows that were held back, each predicted by the mean of those networks that had not trained on it. The
    /// result is the same on every machine.
    /// </summary>
    /// <remarks>
    /// T minimises −Σᵢ ln p'(i, yᵢ) + (1/T − 1)² / 2s² with s = 0.2, in steps of 0.01. It is 1 unless it gains the rows at least 1
    /// nat together, and where the outputs are no distribution over the classes, such as independent sigmoids. Where few
    /// of several networks speak for each row, their mean is surer than that of all, and T is corrected by how
    /// much surer one network is than the mean of a few on the same rows (docs/quality.md).
    /// The scores are those of the tempered probabilities.
    /// </remarks>
    /// <param name="network">Any of the networks: what their outputs mean.</param>
    /// <param name="data">The rows, with the actual classes, or with targets in their unit.</param>
    /// <param name="members">What each network of the model says of the rows that it held back; one for each network.</param>
    /// <param name="leastTemperature">
    /// The least T, from 0.1 to 1. Rows that also chose the best epoch make a network look less overconfident than it is, so by
    /// default T is never below 1; rows that chose nothing may sharpen too: 0.1.
    /// </param>
    /// <returns><see langword="null"/> if no row was held back.</returns>
    /// <exception cref="ArgumentException">The rows, outputs and network do not fit together, or an output is no number that can be predicted.</exception>
    public static PredictionCalibration? Fit(Network network, Dataset data, IReadOnlyList<HeldBackOutputs> members, double leastTemperature = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(members);
        if (leastTemperature is not (>= TemperatureScaling.Least and <= 1))
            throw new ArgumentOutOfRangeException(nameof(leastTemperature), leastTemperature, $"expected a temperature from {TemperatureScaling.Least} to 1");
        bool isBinaryUnit = data.HasLabels && data.Outputs == 2 && network.Outputs == 1;
        if (network.Outputs != data.Outputs && !isBinaryUnit)
            throw new ArgumentException($"The data has {data.Outputs} classes or targets, but the network has {network.Outputs} outputs.", nameof(data));
        if (data.Task == TaskKind.Classification && !data.HasLabels)
            throw new ArgumentException("Calibration needs one class for each row; this data has weights per class instead.", nameof(data));

        HeldBackMeans means = HeldBackMeans.Of(data, network.Outputs, members);
        if (means.Rows.Length == 0)
            return null;
        if (data.Task == TaskKind.Regression)
            return new PredictionCalibration(1, ConformalScores.FromRows(Residuals(means, data), data.Outputs));
        double temperature = ClassProbabilities.IsDistribution(network) ? TemperatureFit.Fit(network, data, members, means, leastTemperature) : 1;
        return new PredictionCalibration(temperature, ConformalScores.FromRows(Misses(network, means, data, temperature)));
    }

    private static float[] Residuals(HeldBackMeans means, Dataset data)
    {
        float[] residuals = new float[means.Outputs.Length];
        for (int i = 0; i < residuals.Length; i++)
        {
            float target = data.Targets.Span[(means.Rows[i / data.Outputs] * data.Outputs) + (i % data.Outputs)];
            residuals[i] = PredictedInterval.Up(Math.Abs((double)target - means.Outputs[i]));
        }

        return residuals;
    }

    private static float[] Misses(Network network, HeldBackMeans means, Dataset data, double temperature)
    {
        float[] columns = network.Outputs == 1 ? ClassProbabilities.OfTwo(means.Outputs) : means.Outputs;
        TemperatureScaling.Apply(columns, data.Outputs, temperature);
        float[] misses = new float[means.Rows.Length];
        for (int i = 0; i < misses.Length; i++)
            misses[i] = 1 - columns[(i * data.Outputs) + data.Labels.Span[means.Rows[i]]];
        return misses;
    }
}
