using CsCheck;
using Descent.Evaluation;
using Xunit;

namespace Descent.Tests.Evaluation;

public class CurveTests
{
    private static readonly float[] Scores = [0.9f, 0.8f, 0.8f, 0.7f, 0.6f, 0.4f, 0.4f, 0.4f, 0.2f, 0.1f];
    private static readonly bool[] IsPositive = [true, false, true, true, false, false, true, false, false, true];

    [Fact]
    public void The_roc_curve_is_that_of_scikit_learn()
    {
        // sklearn 1.2.1: roc_curve(y, numpy.float32(s), drop_intermediate=False), roc_auc_score. It starts at the largest score + 1, not at ∞.
        var curve = RocCurve.Compute(Scores, IsPositive);
        Assert.Equal(
            [
                new(double.PositiveInfinity, 0, 0), new(0.9f, 0, 0.2), new(0.8f, 0.2, 0.4), new(0.7f, 0.2, 0.6), new(0.6f, 0.4, 0.6),
                new(0.4f, 0.8, 0.8), new(0.2f, 1, 0.8), new(0.1f, 1, 1),
            ],
            curve.Points);
        Assert.Equal(0.62, curve.Area, 1e-15);
    }

    [Fact]
    public void The_precision_recall_curve_is_that_of_scikit_learn()
    {
        // sklearn 1.2.1: precision_recall_curve(y, numpy.float32(s)) from the end, without its last point (0, 1); average_precision_score.
        var curve = PrecisionRecallCurve.Compute(Scores, IsPositive);
        Assert.Equal(
            [
                new(0.9f, 0.2, 1), new(0.8f, 0.4, 0.6666666666666666), new(0.7f, 0.6, 0.75), new(0.6f, 0.6, 0.6), new(0.4f, 0.8, 0.5),
                new(0.2f, 0.8, 0.4444444444444444), new(0.1f, 1, 0.5),
            ],
            curve.Points);
        Assert.Equal(0.6833333333333333, curve.AveragePrecision, 1e-15);
        Assert.Equal(0.5, curve.PositiveShare);
    }

    [Fact]
    public void The_area_is_the_auc_and_the_trapezoids_under_the_points() => Samples.ForAll(sample =>
    {
        (float[] scores, bool[] isPositive) = sample;
        if (isPositive.Distinct().Count() < 2)
            return;

        var curve = RocCurve.Compute(scores, isPositive);
        Assert.Equal(AreaUnderCurve.OfClass(scores, 1, [.. isPositive.Select(positive => positive ? 0 : 1)], 0), curve.Area);
        double trapezoids = curve.Points.Zip(curve.Points.Skip(1)).Sum(
            pair => (pair.Second.FalsePositiveRate - pair.First.FalsePositiveRate) * (pair.Second.TruePositiveRate + pair.First.TruePositiveRate) / 2);
        Assert.Equal(trapezoids, curve.Area, 1e-12);
    });

    [Fact]
    public void Every_point_counts_the_rows_from_its_threshold_up() => Samples.ForAll(sample =>
    {
        (float[] scores, bool[] isPositive) = sample;
        if (isPositive.Distinct().Count() < 2)
            return;

        double positives = isPositive.Count(positive => positive), negatives = isPositive.Length - positives;
        var roc = RocCurve.Compute(scores, isPositive);
        Assert.Equal(scores.Distinct().Count() + 1, roc.Points.Count);
        foreach (RocPoint point in roc.Points)
        {
            Assert.Equal(isPositive.Where((positive, row) => positive && scores[row] >= point.Threshold).Count() / positives, point.TruePositiveRate);
            Assert.Equal(isPositive.Where((positive, row) => !positive && scores[row] >= point.Threshold).Count() / negatives, point.FalsePositiveRate);
        }

        foreach (PrecisionRecallPoint point in PrecisionRecallCurve.Compute(scores, isPositive).Points)
        {
            double found = isPositive.Where((positive, row) => positive && scores[row] >= point.Threshold).Count();
            Assert.Equal(found / positives, point.Recall);
            Assert.Equal(found / scores.Count(score => score >= point.Threshold), point.Precision);
        }
    });

    [Fact]
    public void Equal_scores_say_nothing()
    {
        var roc = RocCurve.Compute([0f, -0f, 0f, 0f], [true, false, false, false]);
        var precision = PrecisionRecallCurve.Compute([0f, -0f, 0f, 0f], [true, false, false, false]);

        Assert.Equal([new(double.PositiveInfinity, 0, 0), new(0, 1, 1)], roc.Points);
        Assert.Equal(0.5, roc.Area);
        Assert.Equal([new PrecisionRecallPoint(0, 1, 0.25)], precision.Points);
        Assert.Equal(precision.PositiveShare, precision.AveragePrecision);
    }

    [Fact]
    public void What_has_no_curve_is_refused()
    {
        AssertRefused("isPositive is true in all of 2 rows", [1, 2], [true, true]);
        AssertRefused("isPositive is false in all of 2 rows", [1, 2], [false, false]);
        AssertRefused("isPositive is false in all of 0 rows", [], []);
        AssertRefused("isPositive holds 1 values; expected one for each of 2 scores", [1, 2], [true]);
        AssertRefused("scores[1] is NaN; expected a finite number", [1, float.NaN], [true, false]);
    }

    private static void AssertRefused(string expected, float[] scores, bool[] isPositive)
    {
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => RocCurve.Compute(scores, isPositive)).Message, StringComparison.Ordinal);
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => PrecisionRecallCurve.Compute(scores, isPositive)).Message, StringComparison.Ordinal);
    }

    /// <summary>Few different scores, so that many are equal.</summary>
    private static Gen<(float[], bool[])> Samples => Gen.Int[2, 60].SelectMany(rows => Gen.Select(Gen.Int[-9, 9].Select(i => i / 8f).Array[rows], Gen.Bool.Array[rows]));
}
