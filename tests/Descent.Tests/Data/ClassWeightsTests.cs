using CsCheck;
using Descent.Data;
using Xunit;

namespace Descent.Tests.Data;

public class ClassWeightsTests
{
    private static readonly Dataset Sizes = Dataset.Classification(new float[6], 1, [0, 0, 0, 2, 2, 3], ["a", "b", "c", "d"]);

    [Fact]
    public void Balanced_weights_are_rows_over_classes_times_rows_of_the_class()
    {
        // b does not occur: 6 / (3 · 3), 6 / (3 · 2), 6 / (3 · 1).
        float a = 2 / 3f;
        Assert.Equal([a, a, a, 1, 1, 2], ClassWeights.Balanced(Sizes));
    }

    [Fact]
    public void Balanced_classes_count_the_same_and_the_mean_is_1() => Samples.Check(Gen.Int[0, 4].Array[1, 60], labels =>
    {
        Dataset data = Dataset.Classification(new float[labels.Length], 1, labels, ["a", "b", "c", "d", "e"]);
        float[] weights = ClassWeights.Balanced(data);
        double[] totals = [.. labels.Distinct().Select(k => labels.Index().Where(row => row.Item == k).Sum(row => (double)weights[row.Index]))];

        // Each weight is rounded once, to 6e-8 of itself.
        Assert.All(totals, total => Assert.Equal(1, total / (labels.Length / (double)totals.Length), 1e-6));
        Assert.Equal(1, weights.Average(weight => (double)weight), 1e-6);
        data.WithWeights(weights);
    });

    [Fact]
    public void Weights_by_name_leave_the_other_classes_at_1() =>
        Assert.Equal([1f, 1, 1, 5, 5, 0], ClassWeights.Of(Sizes, new Dictionary<string, double> { ["c"] = 5, ["d"] = 0, ["b"] = 7 }));

    [Fact]
    public void Names_and_numbers_that_mean_nothing_are_refused()
    {
        AssertRefused("There is no class 'C'; expected some of a, b, c, d; did you mean 'c'?", new() { ["C"] = 1 });
        AssertRefused("The weight of class 'd' is -1; expected a finite number of 0 or more.", new() { ["d"] = -1 });
        AssertRefused("The weight of class 'd' is NaN; expected", new() { ["d"] = double.NaN });
        AssertRefused("The weight of class 'd' is 1E+300; expected", new() { ["d"] = 1e300 });
        AssertRefused("The weights of all classes that occur are 0; expected", new() { ["a"] = 0, ["c"] = 0, ["d"] = 0 });
        string expected = "weights by class need one class for each row.";
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => ClassWeights.Balanced(Dataset.Regression([1, 2], 1, [1, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => ClassWeights.Balanced(Dataset.SoftLabels([1], 1, [0.5f, 0.5f], 2))).Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string expected, Dictionary<string, double> weights) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => ClassWeights.Of(Sizes, weights)).Message, StringComparison.Ordinal);
}
