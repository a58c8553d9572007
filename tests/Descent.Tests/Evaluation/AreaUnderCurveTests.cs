using CsCheck;
using Descent.Evaluation;
using Xunit;

namespace Descent.Tests.Evaluation;

public class AreaUnderCurveTests
{
    [Fact]
    public void Auc_counts_the_pairs_in_the_right_order()
    {
        // Class 1 scores 0.35 and 0.8, class 0 scores 0.1 and 0.4. Of the four pairs only 0.35 < 0.4 is in the wrong order: 3/4.
        // Also the example in the documentation of roc_auc_score of scikit-learn.
        Assert.Equal(0.75, TwoClasses([0.1f, 0.4f, 0.35f, 0.8f], [0, 0, 1, 1]));
    }

    [Fact]
    public void A_tie_counts_one_half()
    {
        // Class 1: 0.5, 0.5; class 0: 0.5, 0.2. Pairs: a tie and a win, twice: (½ + 1 + ½ + 1)/4.
        Assert.Equal(0.75, TwoClasses([0.5f, 0.5f, 0.5f, 0.2f], [1, 1, 0, 0]));
        Assert.Equal(0.5, TwoClasses([0.3f, 0.3f, 0.3f], [0, 1, 0]));
    }

    [Fact]
    public void Perfect_order_is_1_and_reversed_order_is_0()
    {
        Assert.Equal(1, TwoClasses([0.1f, 0.2f, 0.3f], [0, 0, 1]));
        Assert.Equal(0, TwoClasses([0.1f, 0.2f, 0.3f], [1, 1, 0]));
    }

    [Fact]
    public void Rows_of_one_class_have_no_auc()
    {
        Assert.Null(TwoClasses([0.1f, 0.9f], [1, 1]));
        Assert.Null(TwoClasses([0.1f], [0]));
        Assert.Null(ClassificationMetrics.Compute([0.5f, 0.25f, 0.25f], 3, [2]).Auc);
    }

    [Fact]
    public void Negative_zero_ties_with_zero() =>
        Assert.Equal(0.5, AreaUnderCurve.OneAgainstRest([0f, 0f, 0f, -0f], 2, [0, 1]));

    [Fact]
    public void A_class_without_rows_is_left_out_of_the_average()
    {
        // Class 2 does not occur. Class 0: its rows score 0.5, 0.125 against 0.25: ½. Class 1: 0.5 against 0.25 and 0.5: (1 + ½)/2 = ¾. Mean 5/8.
        float[] probabilities = [0.5f, 0.25f, 0.25f, 0.125f, 0.5f, 0.375f, 0.25f, 0.5f, 0.25f];
        Assert.Equal(0.625, ClassificationMetrics.Compute(probabilities, 3, [0, 0, 1]).Auc);
    }

    [Fact]
    public void Auc_is_the_share_of_pairs_in_the_right_order() => Cases.Classification.ForAll(c =>
    {
        double?[] areas = [.. Enumerable.Range(0, c.Classes).Select(k => Pairs(c, k))];
        double? expected = c.Classes == 2 ? areas[1] : areas.Average();
        Assert.Equal(expected, ClassificationMetrics.Compute(c.Probabilities, c.Classes, c.Labels).Auc);
    });

    // The order of the rows and any increasing function of the scores leave the order of the pairs alone.
    [Fact]
    public void Auc_depends_on_the_order_of_the_scores_only() =>
        Gen.Select(Gen.Int[-20, 20].Array[30], Gen.Int[0, 1].Array[30], Gen.Shuffle(Enumerable.Range(0, 30).ToArray())).ForAll(c =>
        {
            var (scores, labels, order) = c;
            double? area = Area(scores.Select(s => (float)s), labels);
            Assert.Equal(area, Area(scores.Select(s => (float)Math.Exp(s / 4.0)), labels));
            Assert.Equal(area, Area(order.Select(i => (float)scores[i]), [.. order.Select(i => labels[i])]));
            if (area is { } value)
                Assert.Equal(1 - value, Area(scores.Select(s => -(float)s), labels)!.Value, 1e-15);
        });

    // With two independent outputs the predicted class follows from s₁ − s₀, and so does the order of the rows.
    [Fact]
    public void Two_scores_are_ordered_by_their_difference()
    {
        // Differences: class 1: 0.1, 0.6; class 0: 0.2, −0.5. Only 0.1 < 0.2 is wrong: 3/4. By s₁ alone it would be 2/4.
        float[] scores = [0.2f, 0.3f, 0.3f, 0.9f, 0.6f, 0.8f, 0.9f, 0.4f];
        Assert.Equal(0.75, ClassificationMetrics.ComputeFromScores(scores, 2, [1, 1, 0, 0]).Auc);
    }

    [Fact]
    public void A_million_rows_have_the_exact_area()
    {
        // Each class scores 0, 1, …, n/2 − 1, and class 1 gets n/4 on top. Counting all pairs would take hours.
        const int n = 1_000_000;
        float[] scores = new float[2 * n];
        int[] labels = new int[n];
        for (int row = 0; row < n; row++)
        {
            labels[row] = row & 1;
            scores[(row * 2) + 1] = (row / 2) + (labels[row] * (n / 4));
        }

        // Of the (n/2)² pairs of i, class 1, and j, class 0, those with j > i + n/4 are lost, (n/4)(n/4 − 1)/2 of them, and n/4 tie.
        double quarter = n / 4;
        double pairs = 4 * quarter * quarter;
        double losses = quarter * (quarter - 1) / 2;
        Assert.Equal((pairs - losses - (quarter / 2)) / pairs, AreaUnderCurve.OfClass(scores, 2, labels, 1));
    }

    private static double? TwoClasses(float[] second, int[] labels) =>
        ClassificationMetrics.Compute([.. second.SelectMany(p => new[] { 1 - p, p })], 2, labels).Auc;

    private static double? Area(IEnumerable<float> scores, int[] labels) =>
        AreaUnderCurve.OfClass([.. scores.SelectMany(s => new[] { 0, s })], 2, labels, 1);

    private static double? Pairs(Cases.Classified c, int k)
    {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < c.Rows; i++)
        {
            for (int j = 0; j < c.Rows; j++)
            {
                if (c.Labels[i] != k || c.Labels[j] == k)
                    continue;
                wins += c.P(i, k) > c.P(j, k) ? 1 : c.P(i, k) == c.P(j, k) ? 0.5 : 0;
                pairs++;
            }
        }

        return pairs > 0 ? wins / pairs : null;
    }
}
