using Descent.Evaluation;
using Xunit;

namespace Descent.Tests.Evaluation;

public class ConfusionMatrixTests
{
    // actual \ predicted    0  1  2  3
    //                  0    2  1  0  0      recall 2/3
    //                  1    0  1  1  0      recall 1/2
    //                  2    0  0  0  0      does not occur, predicted once
    //                  3    0  0  0  0      neither occurs nor is predicted
    // precision            2/2 1/2 0/1 —
    private static readonly ConfusionMatrix Example = ConfusionMatrix.Compute([0, 0, 1, 1, 2], [0, 0, 0, 1, 1], 4);

    [Fact]
    public void Counts_are_actual_by_predicted()
    {
        int[,] expected = { { 2, 1, 0, 0 }, { 0, 1, 1, 0 }, { 0, 0, 0, 0 }, { 0, 0, 0, 0 } };
        for (int actual = 0; actual < 4; actual++)
        {
            for (int predicted = 0; predicted < 4; predicted++)
                Assert.Equal(expected[actual, predicted], Example[actual, predicted]);
        }

        Assert.Equal([3, 2, 0, 0], Enumerable.Range(0, 4).Select(Example.ActualCount));
        Assert.Equal([2, 2, 1, 0], Enumerable.Range(0, 4).Select(Example.PredictedCount));
        Assert.Equal((4, 5, 3), (Example.Classes, Example.Rows, Example.Correct));
    }

    [Fact]
    public void Recall_precision_and_f1_are_null_where_their_denominator_is_0()
    {
        Assert.Equal([2.0 / 3, 1.0 / 2, null, null], Enumerable.Range(0, 4).Select(Example.Recall));
        Assert.Equal([1.0, 1.0 / 2, 0.0, null], Enumerable.Range(0, 4).Select(Example.Precision));

        // 2·2/(3 + 2), 2·1/(2 + 2), 2·0/(0 + 1), 0/0
        Assert.Equal([4.0 / 5, 1.0 / 2, 0.0, null], Enumerable.Range(0, 4).Select(Example.F1));
    }

    [Fact]
    public void Averages_leave_out_the_classes_without_a_value()
    {
        Assert.Equal(3.0 / 5, Example.Accuracy);

        // (2/3 + 1/2)/2 = 7/12: class 2 was predicted but does not occur, so it has no recall.
        Assert.Equal(7.0 / 12, Example.BalancedAccuracy, 1e-15);

        // (4/5 + 1/2 + 0)/3 = 13/30: class 2 counts with 0, for it was predicted.
        Assert.Equal(13.0 / 30, Example.MacroF1, 1e-15);
    }

    // The examples in the documentation of balanced_accuracy_score, f1_score, precision_score and recall_score of scikit-learn.
    [Fact]
    public void Averages_agree_with_the_examples_of_scikit_learn()
    {
        Assert.Equal(0.625, ConfusionMatrix.Compute([0, 1, 0, 0, 0, 1], [0, 1, 0, 0, 1, 0], 2).BalancedAccuracy);

        ConfusionMatrix matrix = ConfusionMatrix.Compute([0, 2, 1, 0, 0, 1], [0, 1, 2, 0, 1, 2], 3);
        Assert.Equal(0.2666666667, matrix.MacroF1, 1e-10);
        Assert.Equal(0.2222222222, Enumerable.Range(0, 3).Average(k => matrix.Precision(k)!.Value), 1e-10);
        Assert.Equal(0.3333333333, matrix.BalancedAccuracy, 1e-10);
    }

    [Fact]
    public void Counts_precision_and_recall_agree_with_counting_row_by_row() => Cases.Classification.ForAll(c =>
    {
        int[] predicted = [.. Enumerable.Range(0, c.Rows).Select(c.Predicted)];
        ConfusionMatrix matrix = ConfusionMatrix.Compute(predicted, c.Labels, c.Classes);
        for (int k = 0; k < c.Classes; k++)
        {
            double both = Enumerable.Range(0, c.Rows).Count(row => predicted[row] == k && c.Labels[row] == k);
            double either = Enumerable.Range(0, c.Rows).Count(row => predicted[row] == k || c.Labels[row] == k);
            Assert.Equal(both, matrix[k, k]);
            Assert.Equal(c.Labels.Contains(k) ? both / c.Labels.Count(label => label == k) : null, matrix.Recall(k));
            Assert.Equal(predicted.Contains(k) ? both / predicted.Count(label => label == k) : null, matrix.Precision(k));

            // F1 as the Dice coefficient of the two sets of rows, 2|A ∩ B| / (|A ∪ B| + |A ∩ B|).
            Assert.Equal(either > 0 ? 2 * both / (either + both) : null, matrix.F1(k));
        }

        Assert.Equal(c.Rows, Enumerable.Range(0, c.Classes * c.Classes).Sum(i => matrix[i / c.Classes, i % c.Classes]));
    });

    [Fact]
    public void Matrices_are_equal_when_their_counts_are()
    {
        Assert.Equal(ConfusionMatrix.Compute([0, 1], [1, 1], 2), ConfusionMatrix.Compute([1, 0], [1, 1], 2));
        Assert.NotEqual(ConfusionMatrix.Compute([0, 1], [1, 1], 2), ConfusionMatrix.Compute([0, 0], [1, 1], 2));
        Assert.Equal(
            ConfusionMatrix.Compute([0, 1], [1, 1], 2).GetHashCode(),
            ConfusionMatrix.Compute([1, 0], [1, 1], 2).GetHashCode());
    }

    [Fact]
    public void Classes_out_of_range_are_refused_with_their_place()
    {
        Assert.Contains("predicted[1] is 2; expected a class index from 0 to 1", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Compute([0, 2], [0, 1], 2)).Message);
        Assert.Contains("labels[0] is -1; expected a class index from 0 to 1", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Compute([0, 1], [-1, 1], 2)).Message);
        Assert.Contains("predicted holds 1 values; expected rows × columns = 2 × 1 = 2", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Compute([0], [0, 1], 2)).Message);
        Assert.Contains("no rows", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Compute([], [], 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Example[0, 4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Example[4, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Example.Recall(-1));
    }
}
