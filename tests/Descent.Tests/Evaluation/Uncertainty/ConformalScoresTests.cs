using Descent.Evaluation;
using Xunit;

namespace Descent.Tests.Evaluation.Uncertainty;

public class ConformalScoresTests
{
    [Theory]
    [InlineData(9, 0.9, 9)]
    [InlineData(10, 0.9, 10)]
    [InlineData(19, 0.9, 18)]
    [InlineData(99, 0.55, 55)]
    [InlineData(99, 0.57, 57)]
    [InlineData(999, 0.999, 999)]
    [InlineData(4, 0.5, 3)]
    [InlineData(4, 0.0001, 1)]
    public void The_quantile_is_the_score_of_rank_n_plus_1_times_coverage_rounded_up(int rows, double coverage, int rank)
    {
        float[] scores = [.. Enumerable.Range(1, rows).Select(i => (float)i).Reverse()];
        Assert.Equal(rank, ConformalScores.FromRows(scores).Quantile(coverage));
    }

    [Theory]
    [InlineData(8, 0.9, "A coverage of 0.9 needs 9 held-back rows, and the model has 8; ask for at most 0.888, or train with more rows held back.")]
    [InlineData(998, 0.999, "A coverage of 0.999 needs 999 held-back rows, and the model has 998; ask for at most 0.998,")]
    public void Too_few_rows_are_refused_with_what_they_can_promise(int rows, double coverage, string expected)
    {
        ConformalScores scores = ConformalScores.FromRows(new float[rows]);
        Assert.StartsWith(expected, Assert.Throws<InvalidOperationException>(() => scores.Quantile(coverage)).Message, StringComparison.Ordinal);
        Assert.Equal(rows + 1, ConformalScores.RowsFor(coverage));
        // What is advised is possible.
        string advice = expected[(expected.IndexOf("at most ", StringComparison.Ordinal) + 8)..].Split(',')[0];
        Assert.Equal(0, scores.Quantile(double.Parse(advice, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1999)]
    [InlineData(123_457)]
    public void Thinned_scores_are_never_below_the_exact_quantile_and_at_most_a_thousandth_of_the_rows_above(int rows)
    {
        ConformalScores scores = ConformalScores.FromRows([.. Enumerable.Range(1, rows).Select(i => (float)i)]);
        Assert.Equal(1000, scores.Kept);
        for (int percent = 1; percent < 100; percent++)
        {
            double exact = Math.Ceiling((rows + 1) * (decimal)percent / 100 is var rank ? (double)rank : 0);
            Assert.InRange(scores.Quantile(percent / 100.0), exact, exact + Math.Ceiling(rows / 1000.0));
        }

        Assert.Equal(rows, scores.Of(0)[^1]);
    }

    [Fact]
    public void Columns_have_scores_of_their_own()
    {
        ConformalScores scores = ConformalScores.FromRows([3, 10, 1, 30, 2, 20], 2);
        Assert.Equal([1f, 2, 3], scores.Of(0).ToArray());
        Assert.Equal([10f, 20, 30], scores.Of(1).ToArray());
        Assert.Equal(20, scores.Quantile(0.5, 1));
    }

    [Fact]
    public void What_is_no_score_or_no_coverage_is_refused()
    {
        Assert.Contains("expected ascending", Assert.Throws<ArgumentException>(() => new ConformalScores(2, [2, 1])).Message);
        Assert.Contains("2 rows have 3 scores; expected 2 for each of 1 columns", Assert.Throws<ArgumentException>(() => new ConformalScores(2, [1, 2, 3])).Message);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => new ConformalScores(2, [1, float.NaN])).Message);
        Assert.Contains("no rows", Assert.Throws<ArgumentException>(() => ConformalScores.FromRows([])).Message);
        foreach (double coverage in new[] { 0, 1, -0.1, 1.5, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>("coverage", () => ConformalScores.FromRows([1]).Quantile(coverage));
    }

    [Theory]
    [InlineData(16777216f, 0.7f)]
    [InlineData(-3.3f, 1e-30f)]
    [InlineData(0.1f, 0.2f)]
    public void Intervals_are_rounded_outwards(float prediction, float reach)
    {
        PredictedInterval interval = PredictedInterval.Around(prediction, reach);
        Assert.True((double)interval.Lower <= (double)prediction - reach && (double)interval.Upper >= (double)prediction + reach);
        Assert.True(MathF.BitIncrement(interval.Lower) > (double)prediction - reach && MathF.BitDecrement(interval.Upper) < (double)prediction + reach);
    }
}
