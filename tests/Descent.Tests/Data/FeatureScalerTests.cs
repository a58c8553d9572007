using CsCheck;
using Descent.Data;
using Xunit;

namespace Descent.Tests.Data;

public class FeatureScalerTests
{
    private static readonly Gen<(float[] Features, int Inputs)> Matrices =
        from inputs in Gen.Int[1, 5]
        from rows in Gen.Int[2, 50]
        from center in Gen.Int[-1000, 1000]
        from features in Gen.Int[-100_000, 100_000].Array[rows * inputs]
        select (Array.ConvertAll(features, value => center + (value / 10_000f)), inputs);

    [Fact]
    public void Standardized_columns_have_mean_0_and_standard_deviation_1() => Samples.Check(Matrices, sample =>
    {
        Dataset data = Data(sample.Features, sample.Inputs);
        var scaler = FeatureScaler.Standardize(data);
        Dataset scaled = scaler.Apply(data);

        for (int column = 0; column < data.Inputs; column++)
        {
            double[] values = Column(scaled, column);
            double mean = values.Average();

            // The offset is a float: of a mean up to 1010, that is half an ulp of 2⁻¹⁴, seen through the scale.
            Assert.Equal(0, mean, 1e-6 + (scaler.Scales[column] / 32768));
            Assert.Equal(1, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 1e-5);
        }
    });

    [Fact]
    public void MinMax_fills_0_to_1() => Samples.Check(Matrices, sample =>
    {
        Dataset data = Data(sample.Features, sample.Inputs);
        Dataset scaled = FeatureScaler.MinMax(data).Apply(data);

        for (int column = 0; column < data.Inputs; column++)
        {
            Assert.Equal(0, Column(scaled, column).Min());
            Assert.Equal(Column(data, column).Distinct().Count() == 1 ? 0 : 1, Column(scaled, column).Max(), 1e-6);
        }
    });

    [Fact]
    public void Standardize_agrees_with_a_column_worked_by_hand()
    {
        // 1, 2, 3, 6: mean 3; squared deviations 4 + 1 + 0 + 9 = 14, √(14 / 4).
        var scaler = FeatureScaler.Standardize(Data([1, 2, 3, 6], 1));

        Assert.Equal([3f], scaler.Offsets.ToArray());
        Assert.Equal([(float)(1 / Math.Sqrt(3.5))], scaler.Scales.ToArray());
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(-1e30f)]
    [InlineData(3e38f)]
    public void A_column_that_was_constant_in_training_is_always_0(float constant)
    {
        Dataset train = Data([constant, 1, constant, 2, constant, 3], 2);
        foreach (FeatureScaler scaler in (FeatureScaler[])[FeatureScaler.Standardize(train), FeatureScaler.MinMax(train)])
        {
            float[] unseen = [12345, 2];
            scaler.Apply(unseen, unseen);

            Assert.Equal(0, scaler.Scales[0]);
            Assert.Equal(0, unseen[0]);
            Assert.Equal(0, scaler.Apply(train).Row(0)[0]);
        }
    }

    [Fact]
    public void Large_offsets_do_not_cost_the_deviation()
    {
        // The naive Σx² − N·x̄² loses all digits here: the values differ by 1 part in 10⁷.
        var scaler = FeatureScaler.Standardize(Data([16777214, 16777215, 16777216], 1));

        Assert.Equal(1 / Math.Sqrt(2.0 / 3), scaler.Scales[0], 1e-6);
    }

    [Fact]
    public void Identity_changes_nothing()
    {
        float[] row = [1.5f, -2, 1e30f];
        float[] result = new float[3];
        FeatureScaler.Identity(3).Apply(row, result);

        Assert.Equal(row, result);
    }

    [Fact]
    public void Offsets_and_scales_make_the_same_scaler_again()
    {
        Dataset data = EmbeddedData.Iris();
        var scaler = FeatureScaler.Standardize(data);
        var again = new FeatureScaler(scaler.Offsets, scaler.Scales);

        Assert.Equal(scaler.Apply(data).Features.ToArray(), again.Apply(data).Features.ToArray());
        Assert.Equal(data.Labels.ToArray(), again.Apply(data).Labels.ToArray());
    }

    [Fact]
    public void Applying_allocates_nothing()
    {
        FeatureScaler scaler = FeatureScaler.Standardize(EmbeddedData.Iris());
        float[] row = [1, 2, 3, 4];
        scaler.Apply(row, row);
        long before = GC.GetAllocatedBytesForCurrentThread();
        scaler.Apply(row, row);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    public static TheoryData<Action, string> Mistakes => new()
    {
        { () => _ = new FeatureScaler([], []), "There are 0 offsets and 0 scales; expected equally many, at least one." },
        { () => _ = new FeatureScaler([1, 2], [1]), "There are 2 offsets and 1 scales; expected equally many, at least one." },
        { () => _ = new FeatureScaler([1, float.NaN], [1, 1]), "The offset of column 1 is NaN; expected a finite number." },
        { () => _ = new FeatureScaler([1], [-1]), "The scale of column 0 is -1; expected a finite number of 0 or more." },
        { () => _ = new FeatureScaler([1], [float.PositiveInfinity]), "The scale of column 0 is Infinity; expected a finite number of 0 or more." },
        { () => FeatureScaler.Identity(2).Apply([1, 2, 3], new float[3]), "There are 3 numbers, which is not a whole number of rows of 2." },
        { () => FeatureScaler.Identity(2).Apply([1, 2], new float[3]), "The destination has room for 3 numbers; expected 2, as many as the source." },
        { () => FeatureScaler.Identity(2).Apply(EmbeddedData.Iris()), "The data set has 4 features; expected 2, as when the scaler was made." },
        { () => FeatureScaler.Standardize(Data([-3e38f, 3e38f], 1)), "The feature 'x1' goes from -3E+38 to 3E+38, too far apart for a float; scale it down." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_named(Action mistake, string message) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(mistake).Message, StringComparison.Ordinal);

    private static Dataset Data(float[] features, int inputs) => Dataset.Regression(features, inputs, new float[features.Length / inputs]);

    private static double[] Column(Dataset data, int column) =>
        [.. Enumerable.Range(0, data.Rows).Select(row => (double)data.Row(row)[column])];
}
