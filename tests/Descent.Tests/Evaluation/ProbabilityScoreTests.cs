using Descent.Evaluation;
using Xunit;

namespace Descent.Tests.Evaluation;

public class ProbabilityScoreTests
{
    // Sums of a dozen terms of order 1 in another order, and logarithms 1 ulp apart.
    private const double Tolerance = 1e-13;

    // The inputs are float32: 0.1f is 1.5e-9 from 0.1.
    private const double InputTolerance = 1e-7;

    [Fact]
    public void Log_loss_is_the_mean_of_minus_ln_p()
    {
        // True classes with ½, ¼, ⅛: (ln 2 + ln 4 + ln 8)/3 = 6 ln 2/3 = 2 ln 2.
        ClassificationMetrics metrics = ClassificationMetrics.Compute([0.5f, 0.5f, 0.25f, 0.75f, 0.875f, 0.125f], 2, [1, 0, 1]);
        Assert.Equal(2 * Math.Log(2), metrics.LogLoss!.Value, Tolerance);
    }

    // The example in the documentation of log_loss of scikit-learn, with ham 0 and spam 1.
    [Fact]
    public void Log_loss_agrees_with_the_example_of_scikit_learn() =>
        Assert.Equal(0.21616, ClassificationMetrics.Compute([.1f, .9f, .9f, .1f, .8f, .2f, .35f, .65f], 2, [1, 0, 0, 1]).LogLoss!.Value, 0.000005);

    [Fact]
    public void Certain_and_right_has_no_loss_and_certain_and_wrong_an_infinite_one()
    {
        Assert.Equal(0, ClassificationMetrics.Compute([0, 1, 1, 0], 2, [1, 0]).LogLoss);
        Assert.Equal(double.PositiveInfinity, ClassificationMetrics.Compute([0, 1, 1, 0], 2, [1, 1]).LogLoss);
    }

    // −ln 2⁻¹⁴⁹ = 149 ln 2: finite, for the probability is not 0.
    [Fact]
    public void The_smallest_probability_has_a_finite_loss() =>
        Assert.Equal(149 * Math.Log(2), ClassificationMetrics.Compute([1, float.Epsilon], 2, [1]).LogLoss!.Value, Tolerance);

    [Fact]
    public void Equal_probabilities_lose_the_logarithm_of_the_number_of_classes() =>
        Assert.Equal(Math.Log(4), ClassificationMetrics.Compute([.25f, .25f, .25f, .25f], 4, [3]).LogLoss!.Value, Tolerance);

    [Fact]
    public void Brier_of_two_classes_counts_the_second_column()
    {
        // (0.1² + 0.1² + 0.2² + 0.3²)/4 = 0.15/4 = 0.0375; also the example in the documentation of brier_score_loss of scikit-learn.
        ClassificationMetrics metrics = ClassificationMetrics.Compute([.9f, .1f, .1f, .9f, .2f, .8f, .7f, .3f], 2, [0, 1, 1, 0]);
        Assert.Equal(0.0375, metrics.Brier!.Value, InputTolerance);
    }

    [Fact]
    public void Brier_of_more_classes_sums_all_columns()
    {
        // Right with ½ of ½, ¼, ¼: ¼ + 1/16 + 1/16 = 3/8. Wrong: 1/4 + 9/16 + 1/16 = 7/8. Mean 5/8.
        Assert.Equal(0.625, ClassificationMetrics.Compute([.5f, .25f, .25f, .5f, .25f, .25f], 3, [0, 1]).Brier);
    }

    [Fact]
    public void Brier_runs_from_0_to_1_for_two_classes_and_to_2_for_more()
    {
        Assert.Equal(0, ClassificationMetrics.Compute([0, 1], 2, [1]).Brier);
        Assert.Equal(1, ClassificationMetrics.Compute([0, 1], 2, [0]).Brier);
        Assert.Equal(0, ClassificationMetrics.Compute([0, 1, 0], 3, [1]).Brier);
        Assert.Equal(2, ClassificationMetrics.Compute([0, 1, 0], 3, [2]).Brier);
    }

    [Fact]
    public void Log_loss_and_brier_agree_with_their_definitions() => Cases.Classification.ForAll(c =>
    {
        ClassificationMetrics metrics = ClassificationMetrics.Compute(c.Probabilities, c.Classes, c.Labels);
        int[] rows = [.. Enumerable.Range(0, c.Rows)];
        Assert.Equal(rows.Average(row => -Math.Log(c.P(row, c.Labels[row]))), metrics.LogLoss!.Value, Tolerance);

        double bothColumns = rows.Average(row => Enumerable.Range(0, c.Classes).Sum(k => Math.Pow(c.P(row, k) - (c.Labels[row] == k ? 1 : 0), 2)));
        Assert.Equal(c.Classes == 2 ? bothColumns / 2 : bothColumns, metrics.Brier!.Value, InputTolerance);
    });

    // Proper: on average over labels drawn from q no other statement scores better than q itself.
    [Fact]
    public void The_true_probability_scores_best()
    {
        // 3 rows of class 1 among 8: stated probabilities 0, 1/8, …, 1 for all rows.
        int[] labels = [1, 1, 1, 0, 0, 0, 0, 0];
        ClassificationMetrics[] stated =
        [
            .. Enumerable.Range(0, 9).Select(i => ClassificationMetrics.Compute([.. Enumerable.Range(0, 8).SelectMany(_ => new[] { 1 - (i / 8f), i / 8f })], 2, labels)),
        ];
        Assert.Equal(3, Array.IndexOf(stated, stated.MinBy(m => m.LogLoss)));
        Assert.Equal(3, Array.IndexOf(stated, stated.MinBy(m => m.Brier)));

        // At the truth the Brier score is q(1 − q).
        Assert.Equal(3.0 / 8 * (5.0 / 8), stated[3].Brier!.Value, Tolerance);
    }
}
