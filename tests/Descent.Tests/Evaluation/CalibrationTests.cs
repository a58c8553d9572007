using Descent.Evaluation;
using Xunit;

namespace Descent.Tests.Evaluation;

public class CalibrationTests
{
    [Fact]
    public void The_error_is_the_mean_distance_of_confidence_and_accuracy_over_the_bins()
    {
        // Confidence ½ in (7/15, 8/15]: 3 rows, 1 right: |1 − 1.5| = ½. Confidence ¾ in (11/15, 12/15]: 1 row, right: |1 − ¾| = ¼. (½ + ¼)/4 = 3/16.
        ClassificationMetrics metrics = ClassificationMetrics.Compute([.5f, .5f, .5f, .5f, .5f, .5f, .25f, .75f], 2, [0, 1, 1, 1]);
        Assert.Equal(0.1875, metrics.ExpectedCalibrationError);

        Calibration calibration = metrics.Calibration!;
        Assert.Equal(new CalibrationBin(7.0 / 15, 8.0 / 15, 3, 1, 1.5), calibration.Bins[7]);
        Assert.Equal(1.0 / 3, calibration.Bins[7].Accuracy);
        Assert.Equal(0.5, calibration.Bins[7].Confidence);
        Assert.Equal(new CalibrationBin(11.0 / 15, 12.0 / 15, 1, 1, 0.75), calibration.Bins[11]);
        Assert.Equal((15, 4), (calibration.Bins.Count, calibration.Bins.Sum(bin => bin.Rows)));
        Assert.Null(calibration.Bins[0].Accuracy);
        Assert.Null(calibration.Bins[0].Confidence);
    }

    [Fact]
    public void Certainty_is_perfect_when_right_and_worst_when_wrong()
    {
        Assert.Equal(0, ClassificationMetrics.Compute([0, 1, 1, 0], 2, [1, 0]).ExpectedCalibrationError);
        Assert.Equal(1, ClassificationMetrics.Compute([0, 1, 1, 0], 2, [0, 1]).ExpectedCalibrationError);
    }

    [Fact]
    public void Right_as_often_as_confident_has_no_error() =>
        Assert.Equal(0, ClassificationMetrics.Compute([.75f, .25f, .75f, .25f, .75f, .25f, .75f, .25f], 2, [0, 0, 0, 1]).ExpectedCalibrationError);

    // 0.6f is 2.4e-8 above 9/15, 0.8f is 1.2e-8 above 12/15, and the float below each is under it.
    [Fact]
    public void A_bin_holds_its_upper_end_and_not_its_lower()
    {
        Assert.Equal(14, BinOf(1));
        Assert.Equal(9, BinOf(0.6f));
        Assert.Equal(8, BinOf(MathF.BitDecrement(0.6f)));
        Assert.Equal(12, BinOf(0.8f));
        Assert.Equal(11, BinOf(MathF.BitDecrement(0.8f)));

        static int BinOf(float confidence)
        {
            CalibrationBin[] bins = [.. ClassificationMetrics.Compute([confidence, 1 - confidence], 2, [0]).Calibration!.Bins];
            return Array.FindIndex(bins, bin => bin.Rows == 1);
        }
    }

    [Fact]
    public void The_error_agrees_with_the_definition() => Cases.Classification.ForAll(c =>
    {
        double expected = 0;
        for (int b = 1; b <= 15; b++)
        {
            // Fifteen times a float is exact in double precision.
            int[] rows = [.. Enumerable.Range(0, c.Rows).Where(row => 15.0 * c.P(row, c.Predicted(row)) is var x && x > b - 1 && x <= b)];
            if (rows.Length == 0)
                continue;
            double accuracy = rows.Average(row => c.Predicted(row) == c.Labels[row] ? 1.0 : 0.0);
            double confidence = rows.Average(row => (double)c.P(row, c.Predicted(row)));
            expected += (double)rows.Length / c.Rows * Math.Abs(accuracy - confidence);
        }

        Assert.Equal(expected, ClassificationMetrics.Compute(c.Probabilities, c.Classes, c.Labels).ExpectedCalibrationError!.Value, 1e-14);
    });
}
