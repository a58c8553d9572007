using Descent.Data;
using Xunit;

namespace Descent.Tests.Data;

public class RobustScalerTests
{
    // Quartiles by Python's statistics.quantiles(values, n=4, method='inclusive'), which are numpy's default ones.
    [Theory]
    [InlineData(new float[] { 1, 2, 4, 8, 16, 32, 64, 128 }, 3.5, 12, 40)]
    [InlineData(new float[] { 10, 7, 4, 3, 2, 1 }, 2.25, 3.5, 6.25)]
    [InlineData(new float[] { -3.5f, 0.25f, 9, 9, 2, -1, 7.5f }, -0.375, 2, 8.25)]
    public void The_median_becomes_0_and_the_middle_half_1_wide(float[] column, double low, double median, double high)
    {
        var scaler = FeatureScaler.Robust(Column(column));

        Assert.Equal((float)median, scaler.Offsets[0]);
        Assert.Equal((float)(1 / (high - low)), scaler.Scales[0]);
        Assert.Equal(3, scaler.Bound);
        // Holzmüller et al. 2024: x / √(1 + (x/3)²). A float has 24 bits, and five roundings.
        float[] scaled = [.. column];
        scaler.Apply(column, scaled);
        Assert.All(column.Zip(scaled), pair =>
        {
            double x = (pair.First - median) / (high - low);
            Assert.Equal(x / Math.Sqrt(1 + (x * x / 9)), pair.Second, 2e-6);
        });
    }

    [Fact]
    public void Where_the_middle_half_is_one_value_half_of_the_range_is_the_divisor()
    {
        var scaler = FeatureScaler.Robust(Column([5, 5, 5, 5, 5, 5, 1, 21]));

        Assert.Equal(5, scaler.Offsets[0]);
        Assert.Equal(1 / 10f, scaler.Scales[0]);
    }

    [Fact]
    public void A_constant_column_is_always_0_and_does_not_touch_its_neighbour()
    {
        var scaler = FeatureScaler.Robust(Dataset.Regression([7, 0, 7, 1, 7, 2, 7, 3, 7, 4], 2, new float[5]));
        float[] rows = [7, 2, -1e30f, 4];
        scaler.Apply(rows, rows);

        Assert.Equal((0f, 0.5f), (scaler.Scales[0], scaler.Scales[1]));
        Assert.Equal([0, 0, 0], rows[..3]);
        Assert.Equal(1 / Math.Sqrt(1 + (1 / 9.0)), rows[3], 1e-6);
    }

    [Fact]
    public void Nothing_goes_beyond_the_bound_and_the_order_remains()
    {
        var scaler = FeatureScaler.Robust(Column([0, 1, 2, 3, 4]));
        float[] values = [float.MinValue, -1e20f, -100, -1, 2, 3, 50, 1e5f, 1e30f, float.MaxValue];
        scaler.Apply(values, values);

        Assert.All(values, value => Assert.InRange(value, -3, 3));
        Assert.Equal(values.Order(), values);
        Assert.Equal((-3f, 0f, 3f), (values[0], values[4], values[^1]));
    }

    private static Dataset Column(float[] values) => Dataset.Regression(values, 1, new float[values.Length]);
}
