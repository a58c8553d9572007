using Descent.Data;
using Xunit;

namespace Descent.Tests.Data.Splits;

public class LargeGroupTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_group_of_nine_tenths_of_the_rows_is_learned_from_and_the_others_are_measured_on(int seed)
    {
        string[] groups = [.. Enumerable.Range(0, 100).Select(row => row % 10 == 0 ? $"small {row}" : "large")];
        var data = Dataset.Classification(new float[100], 1, [.. Enumerable.Range(0, 100).Select(row => row % 2)], ["a", "b"]);

        bool[] isTrain = HoldOut.Grouped(data, groups, trainFraction: 0.75, seed);

        // 75 rows cannot be had: 90 are nearest to it, whatever the classes, and all others are then on the other side.
        Assert.All(groups.Zip(isTrain), row => Assert.Equal(row.First == "large", row.Second));
    }

    [Fact]
    public void A_large_group_that_is_named_last_or_beside_one_other_leaves_no_part_empty()
    {
        string[] groups = [.. Enumerable.Repeat("one", 10), .. Enumerable.Repeat("large", 90)];
        var data = Dataset.Regression(new float[100], 1, [.. Enumerable.Range(0, 100).Select(row => (float)row)]);

        foreach (double fraction in (double[])[0.05, 0.5, 0.95])
            Assert.Equal(2, HoldOut.Grouped(data, groups, fraction, seed: 1).Distinct().Count());
        Assert.True(HoldOut.Grouped(data, groups, 0.75, seed: 1)[^1]);
    }
}
