using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training.Diagnosis;

/// <summary>What the columns show before a network has learned anything.</summary>
public class ColumnFindingsTests
{
    private static readonly Dataset Clouds = Problems.Clouds(240);

    [Fact]
    public void A_column_a_thousand_times_as_large_as_another_is_found_unless_it_is_standardised()
    {
        Dataset data = Scaled(Clouds, column: 1, factor: 1000);
        List<Finding> warnings = [];
        Network network = Network.Build(2, 3, Layer.Dense(8, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
        IReadOnlyList<Finding> findings = Diagnosed.Findings(
            data, network, Loss.CrossEntropy, new Adam(), new TrainingOptions { Epochs = 2 }, onWarning: warnings.Add);

        Finding finding = findings.Single(FindingKind.UnequalScales);
        double[] size = [Size(data, 0), Size(data, 1)], reach = [Reach(data, 0), Reach(data, 1)];
        Assert.Equal("columns 'x2', 'x1'", finding.Place);
        Assert.Equal(Math.Min(size[1] / size[0], reach[1] / reach[0]), finding.Value, finding.Value * 1e-6);
        Assert.InRange(finding.Value, 300, 3000);
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Contains(finding, warnings);
        Assert.EndsWith("times as large. Standardise the features.", finding.ToString());

        Diagnosed.Classify(FeatureScaler.Standardize(data).Apply(data), Activation.Tanh, table: data).AssertNone(FindingKind.UnequalScales);
        Diagnosed.Classify(Scaled(Clouds, column: 1, factor: 30), Activation.Tanh).AssertNone(FindingKind.UnequalScales);
    }

    [Fact]
    public void A_column_that_is_nearly_always_0_and_one_with_an_outlier_are_not_on_another_scale()
    {
        Diagnosed.Classify(Clouds.With("rare", row => row == 17 ? 1 : 0), Activation.Tanh).AssertNone(FindingKind.UnequalScales);
        Diagnosed.Classify(Clouds.With("outlier", row => row == 17 ? 500 : row % 2), Activation.Tanh).AssertNone(FindingKind.UnequalScales);
    }

    [Fact]
    public void A_constant_column_is_named_with_its_value()
    {
        Finding finding = Diagnosed.Classify(Clouds.With("year", _ => 2019), Activation.Tanh, epochs: 1).Single(FindingKind.ConstantColumn);
        Assert.Equal(("column 'year'", 1.0), (finding.Place, finding.Value));
        Assert.StartsWith("2,019 in all 240 training rows", finding.Measurement);

        Finding two = Diagnosed.Classify(Clouds.With("a", _ => 1).With("b", _ => 0), Activation.Tanh, epochs: 1).Single(FindingKind.ConstantColumn);
        Assert.Equal(("columns 'a', 'b'", 2.0), (two.Place, two.Value));

        Diagnosed.Classify(Clouds.With("year", row => row == 239 ? 2020 : 2019), Activation.Tanh, epochs: 1).AssertNone(FindingKind.ConstantColumn);
    }

    [Fact]
    public void The_blank_corner_of_an_image_is_no_finding_but_a_constant_column_beside_it_is()
    {
        // The first and the last pixel of digits are blank in every image.
        Dataset digits = EmbeddedData.Digits().Select([.. Enumerable.Range(0, 300)]);
        Diagnosed.Classify(digits, Activation.ReLU, epochs: 1).AssertNone(FindingKind.ConstantColumn);
        Assert.Equal("column 'year'", Diagnosed.Classify(digits.With("year", _ => 5), Activation.ReLU, epochs: 1).Single(FindingKind.ConstantColumn).Place);
    }

    [Fact]
    public void A_column_from_which_the_class_can_be_read_is_found()
    {
        // One number for each class, in an order of its own; and a number above or below a limit.
        Finding coded = Diagnosed.Classify(Clouds.With("code", row => (7 * (row % 3)) % 5), Activation.Tanh, epochs: 1).Single(FindingKind.RevealingColumn);
        Assert.Equal(("column 'code'", 1.0), (coded.Place, coded.Value));
        Assert.Contains("avoids 100 % of the errors", coded.Measurement);

        var random = new Random(1);
        Dataset two = Problems.Clouds(240, classes: 2, spread: 3);
        two = two.With("paid", row => (float)((row % 2) + (0.9 * random.NextDouble())));
        Assert.Equal("column 'paid'", Diagnosed.Classify(two, Activation.Tanh, epochs: 1).Single(FindingKind.RevealingColumn).Place);
    }

    [Fact]
    public void A_row_number_gives_the_class_away_only_in_a_sorted_file()
    {
        Dataset mixed = Problems.Clouds(1200);
        Dataset sorted = mixed.Select([.. Enumerable.Range(0, 1200).OrderBy(row => row % 3)]);
        Diagnosed.Classify(mixed.With("id", row => row), Activation.Tanh, epochs: 1).AssertNone(FindingKind.RevealingColumn);
        Finding finding = Diagnosed.Classify(sorted.With("id", row => row), Activation.Tanh, epochs: 1).Single(FindingKind.RevealingColumn);
        Assert.Equal("column 'id'", finding.Place);
        Assert.InRange(finding.Value, 0.99, 1);
    }

    [Fact]
    public void A_class_that_a_column_nearly_tells_is_no_finding()
    {
        // Three of a hundred rows are on the wrong side.
        Dataset two = Problems.Clouds(300, classes: 2, spread: 3);
        Diagnosed.Classify(two.With("hint", row => row % 100 < 3 ? 1 - (row % 2) : row % 2), Activation.Tanh, epochs: 1).AssertNone(FindingKind.RevealingColumn);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0.1, false)]
    public void A_copy_of_a_numeric_target_is_found_also_when_it_is_bent_and_the_target_skewed(double noise, bool isFound)
    {
        var random = new Random(5);
        double[] hidden = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble())];
        Dataset data = Dataset.Regression(
            [.. Enumerable.Range(0, 600).Select(_ => (float)random.NextDouble())], 2, [.. hidden.Select(h => (float)Math.Exp(8 * h))]);
        data = data.With("copy", row => (float)(-Math.Pow(hidden[row] + (noise * random.NextDouble()), 3)));
        Network network = Network.Build(3, 3, Layer.Dense(8, Activation.Tanh), Layer.Dense(1));
        IReadOnlyList<Finding> findings = Diagnosed.Findings(
            data, network, Loss.MeanSquaredError, new Adam(), new TrainingOptions { Epochs = 1 });
        if (!isFound)
        {
            findings.AssertNone(FindingKind.RevealingColumn);
            return;
        }

        Finding finding = findings.Single(FindingKind.RevealingColumn);
        Assert.Equal("column 'copy'", finding.Place);
        Assert.InRange(finding.Value, 0.999, 1);
    }

    private static Dataset Scaled(Dataset data, int column, float factor)
    {
        float[] features = data.Features.ToArray();
        for (int i = column; i < features.Length; i += data.Inputs)
            features[i] *= factor;
        return Dataset.Classification(features, data.Inputs, data.Labels.Span);
    }

    private static double[] Column(Dataset data, int column) => [.. Enumerable.Range(0, data.Rows).Select(row => (double)data.Row(row)[column])];

    private static double Size(Dataset data, int column) => Math.Sqrt(Column(data, column).Average(x => x * x));

    private static double Reach(Dataset data, int column) => Column(data, column).Max(Math.Abs);
}
