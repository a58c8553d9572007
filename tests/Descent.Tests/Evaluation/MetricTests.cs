using Descent.Evaluation;
using Xunit;

namespace Descent.Tests.Evaluation;

public class MetricTests
{
    // The names are a promise to programs that read the JSON.
    [Fact]
    public void The_catalogue_has_the_names_of_the_command_line()
    {
        Assert.Equal(
            ["accuracy", "balancedAccuracy", "logLoss", "auc", "macroF1", "brier", "expectedCalibrationError"],
            Metric.Classification.Select(metric => metric.Name));
        Assert.Equal(["rmse", "mae", "r2"], Metric.Regression.Select(metric => metric.Name));
        Assert.Equal([.. Metric.Classification, .. Metric.Regression], Metric.All);
    }

    [Fact]
    public void Every_name_reads_back_as_its_metric() =>
        Assert.All(Metric.All, metric => Assert.Same(metric, Metric.Parse(metric.ToString())));

    [Theory]
    [InlineData("Accuracy")]
    [InlineData("")]
    [InlineData("f1")]
    public void An_unknown_name_is_refused_with_the_names_there_are(string name)
    {
        string message = Assert.Throws<FormatException>(() => Metric.Parse(name)).Message;
        Assert.StartsWith($"there is no metric '{name}'; expected one of accuracy, balancedAccuracy, logLoss,", message);
        Assert.EndsWith("rmse, mae, r2", message);
    }

    [Fact]
    public void Each_metric_reads_its_own_property()
    {
        ClassificationMetrics c = Example.Classified;
        Assert.Equal(
            [c.Accuracy, c.BalancedAccuracy, c.LogLoss, c.Auc, c.MacroF1, c.Brier, c.ExpectedCalibrationError],
            Metric.Classification.Select(metric => c[metric]));
        RegressionMetrics r = Example.Regressed;
        Assert.Equal([r.Rmse, r.Mae, r.R2], Metric.Regression.Select(metric => r[metric]));
    }

    [Fact]
    public void A_metric_of_another_task_has_no_value()
    {
        Assert.All(Metric.Regression, metric => Assert.Null(Example.Classified[metric]));
        Assert.All(Metric.Classification, metric => Assert.Null(Example.Regressed[metric]));
    }

    [Fact]
    public void Intervals_belong_to_accuracy_and_rmse()
    {
        MetricValue[] values = [.. Example.Classified.Values, .. Example.Regressed.Values];
        Assert.Equal([Metric.Accuracy, Metric.Rmse], values.Where(value => value.Interval is not null).Select(value => value.Metric));
        Assert.Equal(Example.Classified.AccuracyInterval, values[0].Interval);
        Assert.Equal(Example.Regressed.RmseInterval, values[7].Interval);
    }

    // Predictions that are better in every sense against worse ones: the direction of each metric follows from its values.
    [Fact]
    public void Better_predictions_are_better_by_every_metric()
    {
        int[] labels = [0, 0, 1, 1];
        MetricSet good = ClassificationMetrics.Compute([.95f, .05f, .9f, .1f, .1f, .9f, .05f, .95f], 2, labels);
        MetricSet bad = ClassificationMetrics.Compute([.6f, .4f, .2f, .8f, .7f, .3f, .45f, .55f], 2, labels);
        Assert.All(Metric.Classification, metric => Assert.True(metric.IsBetter(good[metric]!.Value, bad[metric]!.Value), metric.Name));

        good = RegressionMetrics.Compute([1.1f, 2.1f], [1, 2]);
        bad = RegressionMetrics.Compute([1.5f, 2.7f], [1, 2]);
        Assert.All(Metric.Regression, metric => Assert.True(metric.IsBetter(good[metric]!.Value, bad[metric]!.Value), metric.Name));
    }

    [Fact]
    public void Only_strictly_better_is_better_and_nan_never_is()
    {
        foreach (Metric metric in Metric.All)
        {
            double step = metric.HigherIsBetter ? 0.1 : -0.1;
            Assert.True(metric.IsBetter(0.5 + step, 0.5));
            Assert.False(metric.IsBetter(0.5, 0.5));
            Assert.False(metric.IsBetter(0.5 - step, 0.5));
            Assert.False(metric.IsBetter(double.NaN, 0.5));
            Assert.True(metric.IsBetter(0.5, double.NaN));
            Assert.False(metric.IsBetter(double.NaN, double.NaN));
        }
    }

    [Fact]
    public void Values_are_written_in_their_unit()
    {
        Assert.Equal("97.22 %", Metric.Accuracy.Format(0.97222));
        Assert.Equal("0.0831 nats", Metric.LogLoss.Format(0.08314));
        Assert.Equal("infinite", Metric.LogLoss.Format(double.PositiveInfinity));
        Assert.Equal("not a number", Metric.Rmse.Format(double.NaN));
        Assert.Equal("0.9987", Metric.Auc.Format(0.99871));
        Assert.Equal("-3.0000", Metric.R2.Format(-3));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(2.34567, "2.3457")]
    [InlineData(123456.7, "123457")]
    [InlineData(12.345678, "12.346")]
    [InlineData(0.000123456, "0.00012346")]
    [InlineData(1.23456e-7, "1.2346E-7")]
    [InlineData(1.23456e20, "1.2346E+20")]
    public void Target_units_have_five_digits(double value, string expected) => Assert.Equal(expected, Metric.Mae.Format(value));

    [Fact]
    public void A_set_prints_its_values_in_one_line()
    {
        Assert.Equal(
            "accuracy 50.00 % (18.76 % to 81.24 %), balancedAccuracy 61.11 %, logLoss 0.7890 nats, auc 0.8426, macroF1 0.5222, brier 0.4688, expectedCalibrationError 25.00 %",
            Example.Classified.ToString());
        Assert.StartsWith("rmse 1.1456 (", Example.Regressed.ToString());
        Assert.EndsWith("), mae 0.87500, r2 0.7995", Example.Regressed.ToString());
    }
}
