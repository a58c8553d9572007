using CsCheck;
using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;
using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Evaluation;

public class BootstrapTests
{
    [Fact]
    public void A_row_that_counts_twice_is_a_row_that_stands_there_twice() => Gen.Select(Cases.Classification, Gen.Int[0, 3].Array[12]).ForAll(sample =>
    {
        (Cases.Classified c, int[] counts) = sample;
        counts = [.. counts.Take(c.Rows)];
        int[] rows = [.. counts.SelectMany((count, row) => Enumerable.Repeat(row, count))];
        if (rows.Length == 0)
            return;

        int[] labels = [.. rows.Select(row => c.Labels[row])];
        float[] outputs = [.. rows.SelectMany(row => Enumerable.Range(0, c.Classes).Select(k => c.P(row, k)))];
        AssertMeasures(ClassificationMetrics.Compute(outputs, c.Classes, labels), counts,
            new ResampledConfusion(c.Probabilities, c.Classes, c.Labels),
            new ResampledScores(c.Probabilities, c.Classes, c.Labels),
            new ResampledCalibration(c.Probabilities, c.Classes, c.Labels),
            c.Classes == 2 ? ResampledAreas.OfSecond(c.Probabilities, c.Labels) : ResampledAreas.OneAgainstRest(c.Probabilities, c.Classes, c.Labels));
        if (c.Classes == 2)
            AssertMeasures(ClassificationMetrics.ComputeFromScores(outputs, 2, labels), counts, ResampledAreas.OfMargins(c.Probabilities, c.Labels));
    });

    [Fact]
    public void A_row_of_a_regression_that_counts_twice_stands_there_twice() => Gen.Select(Cases.Regression, Gen.Int[0, 3].Array[10]).ForAll(sample =>
    {
        (Cases.Regressed c, int[] counts) = sample;
        counts = [.. counts.Take(c.Rows)];
        int[] rows = [.. counts.SelectMany((count, row) => Enumerable.Repeat(row, count))];
        if (rows.Length == 0)
            return;

        float[] predictions = [.. rows.SelectMany(row => c.Predictions[(row * c.Outputs)..((row + 1) * c.Outputs)])];
        float[] targets = [.. rows.SelectMany(row => c.Targets[(row * c.Outputs)..((row + 1) * c.Outputs)])];
        AssertMeasures(RegressionMetrics.Compute(predictions, targets, c.Outputs), counts, new ResampledErrors(c.Predictions, c.Targets, c.Outputs));
    });

    // 300 samples, each of which misses with a probability of 0.05: 285 ± 3.8, and three standard deviations of it.
    private const int Trials = 300;
    private const int Resamples = 400;
    private const int FewestHits = 274;
    private const int MostHits = 296;

    [Fact]
    public void The_interval_of_the_accuracy_holds_the_true_value_19_times_in_20() => AssertCovers(Metric.Accuracy, 0.75, random =>
    {
        // A classifier that is right with a probability of 3/4, and sure of itself.
        bool[] right = [.. Enumerable.Range(0, 200).Select(i => random.Uniform(i) < 0.75)];
        return Bootstrap.OfProbabilities([.. right.SelectMany(is1 => is1 ? [0.25f, 0.75f] : (float[])[0.75f, 0.25f])], 2, [.. right.Select(_ => 1)], Resamples);
    });

    [Fact]
    public void The_interval_of_the_auc_holds_the_true_value_19_times_in_20() => AssertCovers(Metric.Auc, 0.7602499389065233, random =>
    {
        // Normal scores, those of the class one standard deviation higher: the area is Φ(1/√2); scipy.stats.norm.cdf(0.5 ** 0.5).
        int[] labels = [.. Enumerable.Range(0, 200).Select(row => row % 3 == 0 ? 1 : 0)];
        return Bootstrap.OfScores([.. labels.SelectMany((label, row) => (float[])[0, label + (float)random.Normal(row)])], 2, labels, Resamples);
    });

    [Fact]
    public void The_interval_of_the_rmse_holds_the_true_value_19_times_in_20() => AssertCovers(Metric.Rmse, 3, random =>
    {
        float[] targets = [.. Enumerable.Range(0, 200).Select(row => row / 7f)];
        return Bootstrap.OfNumbers([.. targets.Select((target, row) => target + (3 * (float)random.Normal(row)))], targets, resamples: Resamples);
    });

    [Fact]
    public void The_interval_of_a_mean_is_that_of_the_normal_distribution()
    {
        // Errors 0.5, 1.5, 2.5, …, each as often, of mean 50 and standard deviation σ = 100/√12: the mean has the standard error σ/√n.
        float[] errors = [.. Enumerable.Range(0, 4000).Select(row => (row % 100) + 0.5f)];
        Interval interval = Bootstrap.OfNumbers(errors, new float[errors.Length])[Metric.Mae]!.Value;
        double reach = 1.96 * 100 / Math.Sqrt(12 * 4000);

        // The 2.5 percent point of 1,000 numbers is known to √(0.025 · 0.975/1000)/φ(1.96) = 0.085 standard errors, and this is one of the points.
        Assert.Equal(50 - reach, interval.Lower, 4 * 0.085 * reach / 1.96);
        Assert.Equal(50 + reach, interval.Upper, 4 * 0.085 * reach / 1.96);
    }

    [Fact]
    public void The_same_seed_gives_the_same_intervals_and_another_seed_others()
    {
        float[] predictions = [.. Enumerable.Range(0, 50).Select(row => (float)(row * 31 % 17))];
        float[] targets = new float[50];

        Assert.Equal(Bootstrap.OfNumbers(predictions, targets, seed: 1).Values, Bootstrap.OfNumbers(predictions, targets, seed: 1).Values);
        Assert.NotEqual(Bootstrap.OfNumbers(predictions, targets, seed: 1).Values, Bootstrap.OfNumbers(predictions, targets, seed: 2).Values);
    }

    [Fact]
    public void Every_metric_that_has_a_value_has_an_interval_and_the_values_are_those_of_the_rows()
    {
        BootstrapIntervals found = Bootstrap.OfProbabilities(Example.Probabilities, Example.Classes, Example.Labels);

        Assert.Equal(1000, found.Resamples);
        Assert.Equal(Example.Classified.Values.Select(value => value.Value), found.Values.Select(value => value.Value));
        Assert.All(found.Values, value => Assert.NotNull(value.Interval));
        Assert.All(found.Values.Where(value => value.Metric != Metric.ExpectedCalibrationError), value => Assert.True(value.Interval!.Value.Contains(value.Value)));
        Assert.Null(found[Metric.Rmse]);
    }

    [Fact]
    public void Extremes_stay_what_they_are()
    {
        // A log loss that is infinite by one row of four is infinite where that row is drawn, and 0 elsewhere: (3/4)⁴ of the resamples.
        BootstrapIntervals found = Bootstrap.OfProbabilities([1, 0, 1, 0, 0, 1, 1, 0], 2, [0, 0, 1, 1]);
        Assert.Equal(new Interval(0, double.PositiveInfinity), found[Metric.LogLoss]);

        // Nothing is known from one row; of rows of one class there is no AUC; all right is all right.
        Assert.All(Bootstrap.OfNumbers([1], [2]).Values, value => Assert.Null(value.Interval));
        found = Bootstrap.OfProbabilities([1, 0, 1, 0], 2, [0, 0]);
        Assert.Null(found[Metric.Auc]);
        Assert.Equal(new Interval(1, 1), found[Metric.Accuracy]);
    }

    [Fact]
    public void Much_work_is_done_less_often()
    {
        float[] zeros = new float[200_000];

        // 4e8 visits allow 285 of 200,000 rows · 7.
        Assert.Equal(285, Bootstrap.OfNumbers(zeros, zeros).Resamples);
        Assert.Equal(100, Bootstrap.OfNumbers(zeros, zeros, resamples: 100).Resamples);
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.OfNumbers([1, 2], [1, 2], resamples: 99));
    }

    [Fact]
    public void A_model_is_measured_as_it_predicts()
    {
        var data = Dataset.Classification([1, 2, 3, 4, 5, 6], 1, [0, 1, 0, 1, 1, 0]);
        foreach (Layer output in (Layer[])[Layer.Dense(2, Activation.Softmax), Layer.Dense(1, Activation.Sigmoid), Layer.Dense(2, Activation.Tanh)])
        {
            var model = new Model(Network.Build(1, 3, [output]), data, new FeatureScaler([3], [0.5f]));
            Assert.Equal(model.Evaluate(data), model.EvaluateWithIntervals(data).Measured);
        }

        var numbers = Dataset.Regression([1, 2, 3], 1, [2, 3, 5]);
        var regressor = new Model(Network.Build(1, 3, [Layer.Dense(1)]), numbers, targets: new TargetScaler([3], [2]));
        Assert.Equal(regressor.Evaluate(numbers), regressor.EvaluateWithIntervals(numbers).Measured);
    }

    private static void AssertMeasures(MetricSet expected, int[] counts, params IResampled[] parts)
    {
        foreach (IResampled part in parts)
        {
            double[] values = new double[part.Metrics.Count];
            part.Measure(counts, values);
            // Both sum a dozen terms of size 1 in double precision.
            Assert.All(part.Metrics.Zip(values), pair => Assert.Equal(expected[pair.First] ?? double.NaN, pair.Second, 1e-12));
        }
    }

    private static void AssertCovers(Metric metric, double truth, Func<RandomStream, BootstrapIntervals> sample) => Assert.InRange(
        Enumerable.Range(0, Trials).Count(trial => sample(new RandomStream(2026, RandomPurpose.Test, 1, (uint)trial))[metric]!.Value.Contains(truth)),
        FewestHits, MostHits);
}
