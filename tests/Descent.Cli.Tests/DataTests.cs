using Descent.Cli.Tests.Running;
using Descent.Data;
using Xunit;

namespace Descent.Cli.Tests;

public sealed class DataTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Sets_are_listed()
    {
        string text = _tool.Call("data").Done().Output;

        Assert.Contains("digits  1,797 rows, 64 features, 10 classes\n", text, StringComparison.Ordinal);
        Assert.Contains("iris  150 rows, 4 features, 3 classes\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("iris")]
    public void Set_is_written_byte_for_byte(string name)
    {
        using Stream stream = EmbeddedData.OpenCsv(name);
        using var reader = new StreamReader(stream);
        string original = reader.ReadToEnd();

        Assert.Equal(original, _tool.Call($"data {name}").Done().Output);
        _tool.Call($"data {name} --out file.csv").Done();
        Assert.Equal(original, File.ReadAllText(_tool.PathOf("file.csv")));
    }
}
