using Descent.Evaluation;
using Xunit;

namespace Descent.Tests.Evaluation;

public class ClassificationMetricsTests
{
    private const double Tolerance = 1e-15;

    //  p₀   p₁   p₂   actual predicted p(actual)
    //  ½    ¼    ¼    0      0         ½
    //  ¼    ½    ¼    0      1         ¼
    //  ⅛    ¾    ⅛    1      1         ¾
    //  ¼    ¼    ½    1      2         ¼
    //  ⅛    ⅛    ¾    2      2         ¾
    //  ½    ½    0    1      0 (first) ½
    [Fact]
    public void A_worked_example_of_three_classes()
    {
        ClassificationMetrics metrics = Example.Classified;
        Assert.Equal(6, metrics.Rows);

        // Rows 0, 2 and 4 are right.
        Assert.Equal(0.5, metrics.Accuracy);

        // p̂ = ½, n = 6: the centre is ½, the reach z √(1/24 + z²/144)/(1 + z²/6) = 1.959964 · 0.261426/1.640243 = 0.312384.
        Assert.Equal(0.187616, metrics.AccuracyInterval.Lower, 1e-6);
        Assert.Equal(0.812384, metrics.AccuracyInterval.Upper, 1e-6);

        // Recalls 1/2, 1/3, 1/1: mean 11/18.
        Assert.Equal(11.0 / 18, metrics.BalancedAccuracy, Tolerance);

        // 2·1/(2 + 2), 2·1/(3 + 2), 2·1/(1 + 2): mean 47/90.
        Assert.Equal(47.0 / 90, metrics.MacroF1, Tolerance);

        // The product of p(actual) is 9/1024.
        Assert.Equal(Math.Log(1024.0 / 9) / 6, metrics.LogLoss!.Value, Tolerance);

        // Class 0: ½ and ¼ against ⅛, ¼, ⅛, ½: (3½ + 2½)/8 = ¾. Class 1: ¾, ¼, ½ against ¼, ½, ⅛: (3 + 1½ + 2½)/9 = 7/9.
        // Class 2: ¾ against ¼, ¼, ⅛, ½, 0: 5/5. Mean 91/108.
        Assert.Equal(91.0 / 108, metrics.Auc!.Value, Tolerance);

        // 3/8 + 7/8 + 3/32 + 7/8 + 3/32 + 1/2 = 45/16, over 6 rows.
        Assert.Equal(45.0 / 96, metrics.Brier!.Value, Tolerance);

        // Confidence ½: 4 rows, 1 right, |1 − 2| = 1. Confidence ¾: 2 rows, both right, |2 − 1½| = ½. (1 + ½)/6.
        Assert.Equal(0.25, metrics.ExpectedCalibrationError!.Value, Tolerance);
    }

    [Fact]
    public void Perfect_predictions_have_the_best_value_of_every_metric()
    {
        ClassificationMetrics metrics = ClassificationMetrics.Compute([1, 0, 0, 0, 1, 0, 0, 0, 1], 3, [0, 1, 2]);
        foreach (MetricValue value in metrics.Values)
            Assert.Equal(value.Metric.HigherIsBetter ? 1 : 0, value.Value);
        Assert.Equal(7, metrics.Values.Count);
    }

    [Fact]
    public void Worst_predictions_have_the_worst_value_of_every_metric()
    {
        ClassificationMetrics metrics = ClassificationMetrics.Compute([0, 1, 1, 0], 2, [0, 1]);
        Assert.Equal(
            [0, 0, double.PositiveInfinity, 0, 0, 1, 1],
            metrics.Values.Select(value => value.Value));
    }

    [Fact]
    public void One_row_has_all_metrics_but_the_auc()
    {
        ClassificationMetrics metrics = ClassificationMetrics.Compute([.25f, .75f], 2, [1]);
        Assert.Equal((1, 1, 1), (metrics.Accuracy, metrics.BalancedAccuracy, metrics.MacroF1));
        Assert.Equal(-Math.Log(.75), metrics.LogLoss!.Value, Tolerance);
        Assert.Equal((.0625, .25), (metrics.Brier, metrics.ExpectedCalibrationError));
        Assert.Null(metrics.Auc);
        Assert.DoesNotContain(Metric.Auc, metrics.Values.Select(value => value.Metric));
    }

    [Fact]
    public void Of_equal_probabilities_the_first_is_predicted()
    {
        ClassificationMetrics metrics = ClassificationMetrics.Compute([.25f, .375f, .375f, .5f, .5f, 0], 3, [1, 0]);
        Assert.Equal(1, metrics.Accuracy);
    }

    [Fact]
    public void A_network_that_always_names_the_larger_class_has_a_balanced_accuracy_of_one_half()
    {
        float[] probabilities = [.9f, .1f, .9f, .1f, .9f, .1f, .9f, .1f, .9f, .1f, .9f, .1f, .9f, .1f, .9f, .1f, .9f, .1f, .9f, .1f];
        ClassificationMetrics metrics = ClassificationMetrics.Compute(probabilities, 2, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        Assert.Equal((.9, .5, .5), (metrics.Accuracy, metrics.BalancedAccuracy, metrics.Auc));

        // F1 of class 0 is 2·9/(9 + 10), of class 1 it is 0.
        Assert.Equal(9.0 / 19, metrics.MacroF1, Tolerance);
    }

    [Fact]
    public void Accuracy_and_its_averages_agree_with_their_definitions() => Cases.Classification.ForAll(c =>
    {
        ClassificationMetrics metrics = ClassificationMetrics.Compute(c.Probabilities, c.Classes, c.Labels);
        var rows = Enumerable.Range(0, c.Rows).Select(row => (Actual: c.Labels[row], Predicted: c.Predicted(row))).ToList();
        Assert.Equal(rows.Average(row => row.Actual == row.Predicted ? 1.0 : 0.0), metrics.Accuracy);
        Assert.Equal(rows.GroupBy(row => row.Actual).Average(of => of.Average(row => row.Actual == row.Predicted ? 1.0 : 0.0)), metrics.BalancedAccuracy, Tolerance);

        // F1 by way of precision and recall, 2PR/(P + R), which is 0/0 where nothing was found.
        double f1 = rows.SelectMany(row => new[] { row.Actual, row.Predicted }).Distinct().Average(k =>
        {
            double found = rows.Count(row => row.Actual == k && row.Predicted == k);
            double precision = found / rows.Count(row => row.Predicted == k);
            double recall = found / rows.Count(row => row.Actual == k);
            return found == 0 ? 0 : 2 * precision * recall / (precision + recall);
        });
        Assert.Equal(f1, metrics.MacroF1, Tolerance);
        Assert.True(metrics.AccuracyInterval.Contains(metrics.Accuracy));
    });

    [Fact]
    public void Scores_have_the_metrics_that_only_compare_them()
    {
        // The logarithms of the example's probabilities, and 0's stand-in below them: increasing, so the same classes and the same order within a column.
        float[] scores = Array.ConvertAll(Example.Probabilities, p => p == 0 ? -9 : MathF.Log2(p));
        ClassificationMetrics metrics = ClassificationMetrics.ComputeFromScores(scores, 3, Example.Labels);
        ClassificationMetrics expected = Example.Classified;
        Assert.Equal(expected.Confusion, metrics.Confusion);
        Assert.Equal(expected.Auc, metrics.Auc);
        Assert.Null(metrics.LogLoss);
        Assert.Null(metrics.Brier);
        Assert.Null(metrics.Calibration);
        Assert.Null(metrics.ExpectedCalibrationError);
        Assert.Equal(
            [Metric.Accuracy, Metric.BalancedAccuracy, Metric.Auc, Metric.MacroF1],
            metrics.Values.Select(value => value.Metric));
    }

    [Fact]
    public void Equal_input_gives_equal_metrics()
    {
        Assert.Equal(Example.Classified, Example.Classified);
        Assert.Equal(Example.Classified.GetHashCode(), Example.Classified.GetHashCode());
        Assert.NotEqual(Example.Classified, ClassificationMetrics.ComputeFromScores(Example.Probabilities, 3, Example.Labels));
    }

    [Theory]
    [InlineData(float.NaN, "probabilities[1, 0] is NaN; expected a probability from 0 to 1. Look for the step at which training diverged.")]
    [InlineData(-0.5f, "probabilities[1, 0] is -0.5; expected a probability from 0 to 1. For logits use ComputeFromScores, or apply softmax first.")]
    [InlineData(1.5f, "probabilities[1, 0] is 1.5;")]
    [InlineData(float.PositiveInfinity, "probabilities[1, 0] is Infinity;")]
    [InlineData(0.25f, "probabilities[1, ·] sums to 0.75; expected 1. For outputs that are no distribution use ComputeFromScores.")]
    public void Rows_that_are_no_distribution_are_refused(float value, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => ClassificationMetrics.Compute([.5f, .5f, value, .5f], 2, [0, 1])).Message);

    // Three rounded thirds sum to 1.0001; float32 stays closer than that.
    [Fact]
    public void Rounding_of_the_probabilities_is_accepted() =>
        Assert.Equal(1, ClassificationMetrics.Compute([.3333f, .3333f, .3335f], 3, [2]).Accuracy);

    [Fact]
    public void Input_that_does_not_fit_is_refused_with_its_place()
    {
        Assert.Contains("probabilities holds 3 values; expected rows × columns = 2 × 2 = 4", Message(() => ClassificationMetrics.Compute([1, 0, 1], 2, [0, 1])));
        Assert.Contains("labels[1] is 2; expected a class index from 0 to 1", Message(() => ClassificationMetrics.Compute([1, 0, 1, 0], 2, [0, 2])));
        Assert.Contains("There are no rows to evaluate; expected at least one.", Message(() => ClassificationMetrics.Compute([], 2, [])));
        Assert.Contains("expected at least two classes", Assert.Throws<ArgumentOutOfRangeException>(() => ClassificationMetrics.Compute([1], 1, [0])).Message);
        Assert.Contains("scores[0, 1] is NaN; expected a finite number", Message(() => ClassificationMetrics.ComputeFromScores([1, float.NaN], 2, [0])));
        Assert.Contains("scores[0, 1] is Infinity; expected a finite number", Message(() => ClassificationMetrics.ComputeFromScores([1, float.PositiveInfinity], 2, [0])));

        static string Message(Func<object> call) => Assert.Throws<ArgumentException>(call).Message;
    }
}
