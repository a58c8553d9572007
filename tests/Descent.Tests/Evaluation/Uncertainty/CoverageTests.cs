using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;
using Xunit;

namespace Descent.Tests.Evaluation.Uncertainty;

/// <summary>
/// The promise itself: over many draws of held-back rows and new rows the coverage is between the nominal one and 1/(n + 1) more,
/// whatever the network.
/// </summary>
public class CoverageTests
{
    private const int Draws = 400, NewRows = 50;

    // The coverage of a draw is Beta(k, n + 1 − k) distributed, and the mean over draws and rows has a standard deviation below
    // √(c(1 − c)(1/n + 1/50)/400). Five of them are exceeded by chance once in two million.
    [Theory]
    [InlineData(19, 0.9)]
    [InlineData(20, 0.9)]
    [InlineData(99, 0.8)]
    [InlineData(40, 0.5)]
    public void Intervals_cover_as_promised(int rows, double coverage)
    {
        // A line that misses a curve with noise that grows: nothing about it is right.
        Network network = Network.Build(1, 1, Layer.Dense(1));
        var random = new Random(rows);
        int covered = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            Model model = Calibrated(network, Curve(random, rows));
            Dataset fresh = Curve(random, NewRows);
            PredictedInterval[] intervals = model.PredictIntervals(fresh.Features.Span, coverage);
            covered += intervals.Zip(fresh.Targets.ToArray()).Count(pair => pair.First.Contains(pair.Second));
        }

        AssertCovered(covered, rows, coverage);
    }

    [Theory]
    [InlineData(19, 0.9, 2)]
    [InlineData(99, 0.8, 4)]
    [InlineData(40, 0.95, 4)]
    public void Sets_cover_as_promised_and_are_never_empty(int rows, double coverage, int classes)
    {
        // Labels are drawn from other probabilities than those that the network states.
        Network network = classes == 2
            ? Network.Build(1, 1, Layer.Dense(1, Activation.Sigmoid))
            : Network.Build(1, 1, Layer.Dense(classes, Activation.Softmax));
        var random = new Random(rows);
        int covered = 0, size = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            Model model = Calibrated(network, Drawn(random, rows, classes));
            Dataset fresh = Drawn(random, NewRows, classes);
            string[][] sets = model.PredictSets(fresh.Features.Span, coverage);
            covered += sets.Zip(fresh.Labels.ToArray()).Count(pair => pair.First.Contains(fresh.Classes[pair.Second]));
            size += sets.Sum(set => set.Length);
            Assert.All(sets, set => Assert.InRange(set.Length, 1, classes));
        }

        AssertCovered(covered, rows, coverage);
        Assert.InRange((double)size / (Draws * NewRows), 1, classes - 0.01);
    }

    private static void AssertCovered(int covered, int rows, double coverage)
    {
        double mean = (double)covered / (Draws * NewRows);
        double deviation = Math.Sqrt(coverage * (1 - coverage) * ((1.0 / rows) + (1.0 / NewRows)) / Draws);
        Assert.InRange(mean, coverage - (5 * deviation), coverage + (1.0 / (rows + 1)) + (5 * deviation));
    }

    // With the temperature, where there is one: it is fitted on the same rows, but one number costs no coverage that shows.
    private static Model Calibrated(Network network, Dataset heldBack)
    {
        PredictionCalibration calibration = PredictionCalibration.Fit(
            network, heldBack, [HeldBackOutputs.ForAll(heldBack.Rows, network.Predict(heldBack.Features.Span))])!;
        return new Model(network, heldBack, calibration: calibration);
    }

    private static Dataset Curve(Random random, int rows)
    {
        float[] x = [.. Enumerable.Range(0, rows).Select(_ => random.NextSingle() * 4)];
        return Dataset.Regression(x, 1, Array.ConvertAll(x, value => (float)Math.Sin(2 * value) + (value * (random.NextSingle() - 0.3f))));
    }

    private static Dataset Drawn(Random random, int rows, int classes)
    {
        float[] x = [.. Enumerable.Range(0, rows).Select(_ => (random.NextSingle() * 6) - 3)];
        int[] labels = Array.ConvertAll(x, value => random.NextSingle() < 0.6f ? Math.Clamp((int)((value + 3) * classes / 6), 0, classes - 1) : random.Next(classes));
        return Dataset.Classification(x, 1, labels, [.. Enumerable.Range(0, classes).Select(k => $"c{k}")]);
    }
}
