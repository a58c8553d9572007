using CsCheck;
using Descent.Data;
using Xunit;

namespace Descent.Tests.Data;

public class TargetScalerTests
{
    [Fact]
    public void Standardized_targets_have_mean_0_and_deviation_1_and_come_back() => Samples.Check(
        Gen.Float[-1000, 1000].Array[20], targets =>
    {
        var data = Dataset.Regression(new float[10], 1, targets, outputs: 2);
        var scaler = TargetScaler.Standardize(data);
        float[] scaled = scaler.Apply(data).Targets.ToArray();
        float[] back = new float[20];
        scaler.Invert(scaled, back);

        for (int output = 0; output < 2; output++)
        {
            double[] values = [.. Enumerable.Range(0, 10).Select(row => (double)scaled[(2 * row) + output])];
            Assert.Equal(0, values.Average(), 1e-6);
            Assert.Equal(1, Math.Sqrt(values.Average(value => value * value)), 1e-6);
        }

        // Four roundings of numbers up to 2000, each by half an ulp of at most 2⁻¹³.
        for (int i = 0; i < 20; i++)
            Assert.Equal(targets[i], back[i], 4 / 8192.0);
    });

    [Fact]
    public void Offset_and_scale_are_in_the_unit_of_the_target()
    {
        var scaler = TargetScaler.Standardize(Dataset.Regression([0, 0, 0, 0], 1, [1, 2, 3, 6]));

        Assert.Equal([3f], scaler.Offsets.ToArray());
        Assert.Equal([(float)Math.Sqrt(3.5)], scaler.Scales.ToArray());
    }

    [Fact]
    public void A_constant_target_becomes_0_and_comes_back()
    {
        var data = Dataset.Regression([1, 2], 1, [7, 7]);
        var scaler = TargetScaler.Standardize(data);
        float[] prediction = [0];
        scaler.Invert(prediction, prediction);

        Assert.Equal([0, 0], scaler.Apply(data).Targets.ToArray());
        Assert.Equal(7, prediction[0]);
    }

    [Fact]
    public void Identity_changes_nothing()
    {
        float[] values = [1, 2, 3, 4];
        float[] result = new float[4];
        TargetScaler.Identity(2).Apply(values, result);
        TargetScaler.Identity(2).Invert(result, result);

        Assert.Equal(values, result);
    }

    public static TheoryData<Action, string> Mistakes => new()
    {
        { () => _ = new TargetScaler([0], [0]), "The scale of column 0 is 0; expected a finite number above 0." },
        { () => TargetScaler.Standardize(EmbeddedData.Iris()), "The data set is a classification of 'species'; only the targets of a regression are scaled." },
        { () => TargetScaler.Identity(2).Apply(Dataset.Regression([1], 1, [1])), "The data set has 1 outputs; expected 2, as when the scaler was made." },
        { () => TargetScaler.Standardize(Dataset.Regression([1, 2], 1, [-3e38f, 3e38f])), "The target 'target' goes from -3E+38 to 3E+38, too far apart for a float; scale it down." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_named(Action mistake, string message) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(mistake).Message, StringComparison.Ordinal);
}
