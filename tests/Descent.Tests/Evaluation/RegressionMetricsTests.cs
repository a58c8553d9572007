using Descent.Evaluation;
using Xunit;

namespace Descent.Tests.Evaluation;

public class RegressionMetricsTests
{
    private const double Tolerance = 1e-14;

    // predictions 3½  ½  2  5
    // targets     3   ½  1  7     mean 23/8
    // errors      ½   0  1 −2     squares ¼, 0, 1, 4
    [Fact]
    public void A_worked_example()
    {
        RegressionMetrics metrics = Example.Regressed;
        Assert.Equal(4, metrics.Rows);
        Assert.Equal(Math.Sqrt(5.25 / 4), metrics.Rmse, Tolerance);
        Assert.Equal(3.5 / 4, metrics.Mae, Tolerance);

        // Deviations 1/8, −19/8, −15/8, 33/8: squares (1 + 361 + 225 + 1089)/64 = 1676/64 = 26.1875. 1 − 5.25/26.1875.
        Assert.Equal(1 - (5.25 / 26.1875), metrics.R2!.Value, Tolerance);
    }

    // The example in the documentation of r2_score, mean_absolute_error and root_mean_squared_error of scikit-learn.
    [Fact]
    public void Metrics_agree_with_the_example_of_scikit_learn()
    {
        RegressionMetrics metrics = RegressionMetrics.Compute([2.5f, 0, 2, 8], [3, -.5f, 2, 7]);
        Assert.Equal(0.612, metrics.Rmse, 0.0005);
        Assert.Equal(0.5, metrics.Mae);
        Assert.Equal(0.948, metrics.R2!.Value, 0.001);
    }

    [Fact]
    public void The_interval_follows_from_the_spread_of_the_squared_errors()
    {
        // Errors 1, 2, 2, 3: squares 1, 4, 4, 9, mean 4.5, RMSE 2.1213203. Deviations −3½, −½, −½, 4½: squares sum to 33, variance 33/3 = 11.
        // Standard error of the mean √(11/4) = 1.6583124, of its root 1.6583124/(2 · 2.1213203) = 0.3908680; times 1.959964: 0.7660871.
        Interval interval = RegressionMetrics.Compute([1, 2, 2, 3], [0, 0, 0, 0]).RmseInterval!.Value;
        Assert.Equal(2.1213203 - 0.7660871, interval.Lower, 1e-6);
        Assert.Equal(2.1213203 + 0.7660871, interval.Upper, 1e-6);
    }

    // All the error in one row is the widest interval there is: squares 0, 0, 0, 16, mean 4, variance 64, standard error 4, of the root 4/(2·2) = 1.
    [Fact]
    public void The_widest_interval_stays_above_0() =>
        Assert.Equal(2 - 1.959964, RegressionMetrics.Compute([0, 0, 0, 4], [0, 0, 0, 0]).RmseInterval!.Value.Lower, 1e-6);

    // For normal errors the variance of e² is 2σ⁴, so the standard error of the RMSE is σ/√(2n): an independent formula.
    [Fact]
    public void The_interval_of_normal_errors_is_that_of_the_theory()
    {
        const int n = 20_000;
        const double sigma = 3;
        Interval interval = RegressionMetrics.Compute(Normal(new Random(1), n, sigma), new float[n]).RmseInterval!.Value;

        // The half-width rests on fourth moments of 20,000 draws: relative standard error about 2 %.
        Assert.Equal(1, (interval.Upper - interval.Lower) / 2 / (1.959964 * sigma / Math.Sqrt(2 * n)), 0.06);
    }

    // 2,000 samples of 200 rows; the standard error of a coverage of 0.95 is √(0.95 · 0.05/2000) = 0.005, and the normal approximation costs about as much.
    [Fact]
    public void The_interval_covers_the_true_rmse_95_times_in_100()
    {
        const double sigma = 2;
        var random = new Random(7);
        int covered = 0;
        for (int sample = 0; sample < 2000; sample++)
        {
            if (RegressionMetrics.Compute(Normal(random, 200, sigma), new float[200]).RmseInterval!.Value.Contains(sigma))
                covered++;
        }

        Assert.InRange(covered / 2000.0, 0.93, 0.965);
    }

    [Fact]
    public void Perfect_predictions_have_no_error_and_explain_everything()
    {
        RegressionMetrics metrics = RegressionMetrics.Compute([1, 2, 3], [1, 2, 3]);
        Assert.Equal((0, 0, 1), (metrics.Rmse, metrics.Mae, metrics.R2));
        Assert.Equal(new Interval(0, 0), metrics.RmseInterval);
    }

    [Fact]
    public void Predicting_the_mean_explains_nothing_and_worse_is_below_0()
    {
        Assert.Equal(0, RegressionMetrics.Compute([2, 2, 2], [1, 2, 3]).R2);

        // Reversed: errors 2, 0, −2, so 1 − 8/2.
        Assert.Equal(-3, RegressionMetrics.Compute([3, 2, 1], [1, 2, 3]).R2);
    }

    [Fact]
    public void Constant_targets_leave_nothing_to_explain()
    {
        // 0.1f a hundred times: the mean in double precision need not be 0.1f for this to hold.
        float[] constant = [.. Enumerable.Repeat(0.1f, 100)];
        Assert.Null(RegressionMetrics.Compute(constant, constant).R2);
        Assert.Null(RegressionMetrics.Compute(new float[100], constant).R2);
    }

    [Fact]
    public void One_row_has_errors_but_no_interval_and_no_r2()
    {
        RegressionMetrics metrics = RegressionMetrics.Compute([1.5f], [1]);
        Assert.Equal((.5, .5), (metrics.Rmse, metrics.Mae));
        Assert.Null(metrics.R2);
        Assert.Null(metrics.RmseInterval);
        Assert.Equal([Metric.Rmse, Metric.Mae], metrics.Values.Select(value => value.Metric));
    }

    [Fact]
    public void Several_outputs_share_one_rmse_and_average_their_r2()
    {
        // Output 0: errors −½, 0, 1, squares sum to 5/4; deviations from 13/6: 36 1/6. R² = 1 − 1.25/36.1666… = 0.965438.
        // Output 1: errors 1, 1, 1, squares sum to 3; deviations from −4/3: 32 2/3. R² = 1 − 3/32.6666… = 0.908163.
        // The two are what r2_score of scikit-learn gives for this example in its user guide, 0.965 and 0.908.
        RegressionMetrics metrics = RegressionMetrics.Compute([0, 2, -1, 2, 8, -5], [.5f, 1, -1, 1, 7, -6], outputs: 2);
        Assert.Equal(3, metrics.Rows);
        Assert.Equal((0.965438 + 0.908163) / 2, metrics.R2!.Value, 1e-6);
        Assert.Equal(Math.Sqrt((1.25 + 3) / 6), metrics.Rmse, Tolerance);
        Assert.Equal((1.5 + 3) / 6, metrics.Mae, Tolerance);
    }

    [Fact]
    public void An_output_with_constant_targets_is_left_out_of_the_average()
    {
        RegressionMetrics metrics = RegressionMetrics.Compute([1, 9, 2, 9, 2, 9], [1, 5, 2, 5, 3, 5], outputs: 2);

        // Output 0: errors 0, 0, −1 and deviations −1, 0, 1: 1 − 1/2.
        Assert.Equal(0.5, metrics.R2);
    }

    [Fact]
    public void Metrics_agree_with_their_definitions() => Cases.Regression.ForAll(c =>
    {
        RegressionMetrics metrics = RegressionMetrics.Compute(c.Predictions, c.Targets, c.Outputs);
        double[] errors = [.. c.Predictions.Zip(c.Targets, (a, t) => (double)a - t)];
        Assert.Equal(Math.Sqrt(errors.Average(e => e * e)), metrics.Rmse, Tolerance);
        Assert.Equal(errors.Average(Math.Abs), metrics.Mae, Tolerance);

        // R² by way of the sums of squares, Σt² − (Σt)²/n, which is exact for these small integers.
        double? r2 = Enumerable.Range(0, c.Outputs).Select(k =>
        {
            int[] places = [.. Enumerable.Range(0, c.Rows).Select(row => (row * c.Outputs) + k)];
            double variation = places.Sum(i => (double)c.Targets[i] * c.Targets[i]) - (Math.Pow(places.Sum(i => (double)c.Targets[i]), 2) / c.Rows);
            return places.Distinct().Select(i => c.Targets[i]).Distinct().Count() > 1 ? 1 - (places.Sum(i => errors[i] * errors[i]) / variation) : (double?)null;
        }).Average();
        Assert.Equal(r2 is null, metrics.R2 is null);
        Assert.Equal(r2 ?? 0, metrics.R2 ?? 0, 1e-12);

        Assert.True(metrics.Mae <= metrics.Rmse + Tolerance);
        if (metrics.RmseInterval is { } interval)
            Assert.True(interval.Contains(metrics.Rmse) && interval.Lower >= 0);
    });

    [Fact]
    public void Equal_input_gives_equal_metrics() => Assert.Equal(Example.Regressed, Example.Regressed);

    [Fact]
    public void Input_that_does_not_fit_is_refused_with_its_place()
    {
        Assert.Contains("There are no rows to evaluate", Message(() => RegressionMetrics.Compute([], [])));
        Assert.Contains("targets holds 3 values; expected a multiple of 2, the number of outputs", Message(() => RegressionMetrics.Compute([1, 2, 3, 4], [1, 2, 3], 2)));
        Assert.Contains("predictions holds 2 values; expected rows × columns = 2 × 2 = 4", Message(() => RegressionMetrics.Compute([1, 2], [1, 2, 3, 4], 2)));
        Assert.Contains("predictions[1, 0] is NaN; expected a finite number", Message(() => RegressionMetrics.Compute([1, 2, float.NaN, 4], [1, 2, 3, 4], 2)));
        Assert.Contains("targets[1, 1] is -Infinity; expected a finite number", Message(() => RegressionMetrics.Compute([1, 2, 3, 4], [1, 2, 3, float.NegativeInfinity], 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionMetrics.Compute([1], [1], 0));

        static string Message(Func<object> call) => Assert.Throws<ArgumentException>(call).Message;
    }

    // Box and Muller.
    private static float[] Normal(Random random, int count, double sigma) =>
    [
        .. Enumerable.Range(0, count).Select(_ => (float)(sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))),
    ];
}
