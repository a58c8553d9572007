using Descent.Data;
using Xunit;

namespace Descent.Tests.Data.Pipelines;

public class CommaNumberTests
{
    [Theory]
    [InlineData("0,5", true, 0.5f)]
    [InlineData("-1.234,5", true, -1234.5f)]
    [InlineData("1.234.567,25", true, 1234567.25f)]
    [InlineData("1,234", true, 1.234f)]
    [InlineData("1,234", false, 1234f)]
    [InlineData("+12,345,678.5", false, 12345678.5f)]
    [InlineData("1,5", false, 1.5f)]
    [InlineData("1e3,5", true, null)]
    [InlineData("1,2,3", true, null)]
    [InlineData("12,34,567", false, null)]
    [InlineData("1234,567.5", false, null)]
    [InlineData("1.23,4", true, null)]
    [InlineData(",", true, null)]
    [InlineData("a,b", false, null)]
    [InlineData("12.5", true, null)]
    public void Commas_are_decimals_or_thousands(string text, bool isDecimal, float? expected) =>
        Assert.Equal(expected, CommaNumber.TryParse(text, isDecimal, out float value) ? value : null);
}
