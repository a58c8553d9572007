using Descent.Data;
using Descent.Evaluation;
using Descent.Networks;
using Xunit;

namespace Descent.Tests.Evaluation.Uncertainty;

public class PredictionCalibrationTests
{
    private static readonly Network Sigmoid = Network.Build(1, 1, Layer.Dense(1, Activation.Sigmoid));
    private static readonly Network Softmax = Network.Build(1, 1, Layer.Dense(3, Activation.Softmax));
    private static readonly Network Line = Network.Build(1, 1, Layer.Dense(1));

    [Theory]
    [InlineData(0.6)]
    [InlineData(1.5)]
    [InlineData(2.5)]
    public void The_temperature_of_outputs_that_were_made_too_sure_is_found(double temperature)
    {
        // Labels are drawn from p; stated is p^T, which 1/T undoes. 8,000 rows know β to about 2 %.
        (float[] p, Dataset data) = Rows(8000, seed: 3);
        TemperatureScaling.Apply(p, 3, 1 / temperature);
        PredictionCalibration calibration = Fit(Softmax, data, 0.1, p);
        Assert.InRange(calibration.Temperature, 0.95 * temperature, 1.05 * temperature);
        // In steps of a hundredth.
        Assert.Equal(Math.Round(calibration.Temperature, 2), calibration.Temperature);
    }

    [Fact]
    public void The_temperature_is_the_minimum_that_a_search_finds()
    {
        (float[] p, Dataset data) = Rows(300, seed: 5);
        TemperatureScaling.Apply(p, 3, 0.4);
        var loss = new TemperatureLoss(p, 3, data.Labels.Span);
        double found = loss.Minimum();
        // The penalised loss, written out with the library's functions.
        double Objective(double beta)
        {
            double sum = Math.Pow(beta - 1, 2) / (2 * 0.2 * 0.2);
            for (int row = 0; row < 300; row++)
            {
                double all = Enumerable.Range(0, 3).Sum(k => Math.Pow(p[(3 * row) + k], beta));
                sum -= Math.Log(Math.Pow(p[(3 * row) + data.Labels.Span[row]], beta) / all);
            }

            return sum;
        }

        double best = Enumerable.Range(0, 9901).Select(i => 0.1 + (i * 1e-3)).MinBy(Objective);
        Assert.Equal(best, found, 1e-3);
        // The slope vanishes: a difference over 2e-4 errs by some 1e-8 of the third derivative and rounding.
        Assert.Equal(0, (Objective(found + 1e-4) - Objective(found - 1e-4)) / 2e-4, 1e-4);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(500)]
    public void Perfect_rows_leave_the_temperature_at_1(int rows)
    {
        float[] p = new float[rows];
        Array.Fill(p, 0.99f);
        Dataset data = Dataset.Classification(new float[rows], 1, [.. Enumerable.Repeat(1, rows)], ["no", "yes"]);
        Assert.Equal(1, Fit(Sigmoid, data, 1, p).Temperature);
        // Allowed to sharpen it does so in moderation, where the search alone would go to T = 0.
        Assert.InRange(Fit(Sigmoid, data, 0.1, p).Temperature, 0.7, 1);
    }

    [Fact]
    public void A_row_that_was_ruled_out_and_came_true_raises_the_temperature_without_end()
    {
        float[] p = [.. Enumerable.Repeat(1e-30f, 10), .. Enumerable.Repeat(0f, 10)];
        Dataset data = Dataset.Classification(new float[20], 1, [.. Enumerable.Repeat(1, 20)], ["no", "yes"]);
        Assert.Equal(10, Fit(Sigmoid, data, 1, p).Temperature);
    }

    [Fact]
    public void Probabilities_that_are_right_are_left_alone()
    {
        (float[] p, Dataset data) = Rows(2000, seed: 11);
        Assert.Equal(1, Fit(Softmax, data, 0.1, p).Temperature);
    }

    [Fact]
    public void By_default_nothing_is_made_surer()
    {
        (float[] p, Dataset data) = Rows(3000, seed: 3);
        TemperatureScaling.Apply(p, 3, 2);
        Assert.Equal(1, Fit(Softmax, data, 1, p).Temperature);
        Assert.InRange(Fit(Softmax, data, 0.1, p).Temperature, 0.45, 0.6);
    }

    [Fact]
    public void Networks_that_differ_are_not_made_less_sure_than_their_mean_needs()
    {
        // Eight networks that each err in their own way; a quarter of the rows held back by each. The temperature of the
        // mean of all eight on these rows is what a fit on fewer has to find.
        (float[] truth, Dataset data) = Rows(6000, seed: 17);
        var random = new Random(4);
        float[][] outputs = [.. Enumerable.Range(0, 8).Select(_ => Noisy(truth, random, 0.8))];
        HeldBackOutputs[] members = [.. outputs.Select(all => Part(all, [.. Enumerable.Range(0, 6000).Where(_ => random.Next(4) == 0)]))];
        float[] mean = [.. Enumerable.Range(0, truth.Length).Select(i => outputs.Average(all => all[i]))];

        double ofAll = 1 / new TemperatureLoss(mean, 3, data.Labels.Span).Minimum();
        HeldBackMeans few = HeldBackMeans.Of(data, 3, members);
        double ofFew = 1 / new TemperatureLoss(few.Outputs, 3, [.. few.Rows.Select(row => data.Labels.Span[row])]).Minimum();
        double fitted = PredictionCalibration.Fit(Softmax, data, members, 0.1)!.Temperature;
        Assert.InRange(ofFew / ofAll, 1.1, 1.5);
        // The rule is an approximation: it takes away at least two thirds of the difference.
        Assert.InRange(Math.Log(fitted / ofAll), -Math.Log(ofFew / ofAll) / 3, Math.Log(ofFew / ofAll) / 3);
    }

    [Fact]
    public void Scores_are_the_distances_of_the_means_from_what_came_true()
    {
        // Rows 0 and 2 are held back by both, 1 by the second, 3 by none.
        Dataset numbers = Dataset.Regression([0, 0, 0, 0], 1, [10, 20, 30, 40]);
        PredictionCalibration calibration = PredictionCalibration.Fit(
            Line, numbers, [By([0, 2], [11, 28]), By([2, 0, 1], [30, 12, 25])])!;
        Assert.Equal((1, 3), (calibration.Temperature, calibration.Scores!.Rows));
        Assert.Equal([1f, 1.5f, 5], calibration.Scores.Of(0).ToArray());

        Dataset classes = Dataset.Classification([0, 0], 1, [0, 1], ["no", "yes"]);
        Assert.Equal([0.25f, 0.5f], Fit(Sigmoid, classes, 1, [0.25f, 0.5f]).Scores!.Of(0).ToArray());
    }

    [Fact]
    public void Independent_sigmoids_have_scores_and_no_temperature()
    {
        Network network = Network.Build(1, 1, Layer.Dense(3, Activation.Sigmoid));
        Dataset data = Dataset.Classification(new float[60], 1, [.. Enumerable.Range(0, 60).Select(row => row % 3)]);
        float[] outputs = new float[180];
        Array.Fill(outputs, 0.9f);
        PredictionCalibration calibration = Fit(network, data, 0.1, outputs);
        Assert.Equal(1, calibration.Temperature);
        Assert.Equal(0.1f, calibration.Scores!.Quantile(0.9), 1e-7);
    }

    [Fact]
    public void Where_no_row_was_held_back_there_is_nothing_to_know() =>
        Assert.Null(PredictionCalibration.Fit(Line, Dataset.Regression([1], 1, [1]), [new HeldBackOutputs(default, default)]));

    [Fact]
    public void What_does_not_fit_is_refused_in_words()
    {
        Dataset two = Dataset.Classification([0, 0], 1, [0, 1], ["no", "yes"]);
        Refused("the network has 3 outputs", () => Fit(Softmax, two, 1, new float[6]));
        Refused("There are 1 outputs for 2 rows; expected 1 for each", () => Fit(Sigmoid, two, 1, [0.5f]));
        Refused("Row 2 does not exist; expected 0 to 1", () => PredictionCalibration.Fit(Sigmoid, two, [By([2], [0.5f])]));
        Refused("Row 1 stands twice", () => PredictionCalibration.Fit(Sigmoid, two, [By([1, 1], [0.5f, 0.5f])]));
        Refused("expected a probability", () => Fit(Sigmoid, two, 1, [0.5f, 2]));
        Refused("NaN", () => Fit(Sigmoid, two, 1, [0.5f, float.NaN]));
        Refused("weights per class", () => Fit(Softmax, Dataset.SoftLabels([1], 1, [0.2f, 0.3f, 0.5f], 3), 1, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>("leastTemperature", () => Fit(Sigmoid, two, 1.5, [0.5f, 0.5f]));
        Assert.Throws<ArgumentOutOfRangeException>("temperature", () => new PredictionCalibration(0.05));
        Assert.Throws<ArgumentOutOfRangeException>("temperature", () => new PredictionCalibration(double.NaN));

        static void Refused(string expected, Func<object?> act) => Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(act).Message);
    }

    private static PredictionCalibration Fit(Network network, Dataset data, double least, float[] outputs) =>
        PredictionCalibration.Fit(network, data, [HeldBackOutputs.ForAll(data.Rows, outputs)], least)!;

    private static HeldBackOutputs By(int[] rows, float[] outputs) => new(rows, outputs);

    private static HeldBackOutputs Part(float[] outputs, int[] rows) =>
        new(rows, rows.SelectMany(row => outputs.Skip(3 * row).Take(3)).ToArray());

    /// <summary>Probabilities of three classes, and labels that are drawn from them.</summary>
    private static (float[] Probabilities, Dataset Data) Rows(int rows, int seed)
    {
        var random = new Random(seed);
        float[] p = new float[3 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            double[] e = [.. Enumerable.Range(0, 3).Select(_ => Math.Exp(6 * random.NextDouble()))];
            for (int k = 0; k < 3; k++)
                p[(3 * row) + k] = (float)(e[k] / e.Sum());
            double u = random.NextDouble();
            labels[row] = u < p[3 * row] ? 0 : u < p[3 * row] + p[(3 * row) + 1] ? 1 : 2;
        }

        return (p, Dataset.Classification(new float[rows], 1, labels, ["a", "b", "c"]));
    }

    /// <summary>The probabilities with noise on their logarithms.</summary>
    private static float[] Noisy(float[] p, Random random, double spread)
    {
        float[] noisy = new float[p.Length];
        for (int start = 0; start < p.Length; start += 3)
        {
            double[] e = [.. Enumerable.Range(start, 3).Select(i => p[i] * Math.Exp(spread * (random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2) * Math.Sqrt(3)))];
            for (int k = 0; k < 3; k++)
                noisy[start + k] = (float)(e[k] / e.Sum());
        }

        return noisy;
    }
}
