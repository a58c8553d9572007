using System.Security.Cryptography;
using Descent.Data;
using Xunit;

namespace Descent.Tests.Data;

public class EmbeddedDataTests
{
    [Theory]
    [InlineData("digits", "1a8c0ce573804cf39bc6fdc9a6cc8f23d15cbf27a72575c1ca5fac15163717d0")]
    [InlineData("iris", "91eb642c3adbc7bad8e99c930c11fa3a5cc8a07262c7a753b4e6ecf405f2e05e")]
    public void The_files_are_the_published_ones(string name, string sha256)
    {
        using Stream csv = EmbeddedData.OpenCsv(name);

        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(csv)));
    }

    [Fact]
    public void Digits_are_images_in_ten_classes()
    {
        Dataset digits = EmbeddedData.Digits();

        Assert.Equal((1797, 64, 10), (digits.Rows, digits.Inputs, digits.Outputs));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], digits.Classes);
        Assert.Equal("p00", digits.FeatureNames[0]);
        Assert.Equal("p77", digits.FeatureNames[63]);
        Assert.Equal("digit", digits.TargetName);
        Assert.Equal([0, 0, 5, 13, 9, 1, 0, 0], digits.Row(0)[..8].ToArray());
        Assert.Equal((0f, 16f), (digits.Features.ToArray().Min(), digits.Features.ToArray().Max()));
        Assert.Equal(174, Enumerable.Range(0, 10).Min(digit => digits.Labels.Span.Count(digit)));
    }

    [Fact]
    public void Iris_are_flowers_in_three_classes()
    {
        Dataset iris = EmbeddedData.Iris();

        Assert.Equal((150, 4), (iris.Rows, iris.Inputs));
        Assert.Equal(["setosa", "versicolor", "virginica"], iris.Classes);
        Assert.Equal([5.1f, 3.5f, 1.4f, 0.2f], iris.Row(0).ToArray());
        Assert.All((int[])[0, 1, 2], label => Assert.Equal(50, iris.Labels.Span.Count(label)));
    }

    [Fact]
    public void What_is_told_about_a_set_is_true()
    {
        Assert.Equal(["digits", "iris"], EmbeddedData.Names);
        Assert.All(EmbeddedData.Names, name =>
        {
            EmbeddedDataInfo info = EmbeddedData.Describe(name);
            Dataset data = EmbeddedData.Get(name);
            Assert.Equal((name, data.Task, data.Rows, data.Inputs, data.Classes.Count), (info.Name, info.Task, info.Rows, info.Features, info.Classes));
        });
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones() => Assert.StartsWith(
        "There is no embedded data set 'mnist'; expected digits or iris.",
        Assert.Throws<ArgumentException>(() => EmbeddedData.Get("mnist")).Message,
        StringComparison.Ordinal);
}
