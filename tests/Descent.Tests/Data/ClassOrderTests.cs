using Descent.Data;
using Xunit;

namespace Descent.Tests.Data;

public class ClassOrderTests
{
    [Theory]
    [InlineData("10 9 -1 2", "-1 2 9 10")]
    [InlineData("01 1 0 2", "0 01 1 2")]
    [InlineData("10 9 x", "10 9 x")]
    [InlineData("1.5 10.5 9.5", "1.5 10.5 9.5")]
    [InlineData("b B a A", "A B a b")]
    public void Whole_numbers_are_ordered_by_value_and_everything_else_by_code_units(string names, string ordered)
    {
        string[] sorted = names.Split(' ');
        ClassOrder.Sort(sorted);

        Assert.Equal(ordered.Split(' '), sorted);
    }
}
