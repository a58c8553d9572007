using Descent.Data;
using Xunit;

namespace Descent.Tests.Data;

public class NearestNameTests
{
    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("species", "specis", 1)]
    [InlineData("species", "speceis", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void Distance_counts_edits_and_swapped_neighbours(string from, string to, int edits)
    {
        Assert.Equal(edits, NearestName.Distance(from, to));
        Assert.Equal(edits, NearestName.Distance(to, from));
    }

    [Theory]
    [InlineData("Species", "species")]
    [InlineData("sepal_lenght", "sepal_length")]
    [InlineData("sepal_widt", "sepal_width")]
    [InlineData("colour", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_found_if_it_is_near(string wanted, string? nearest) =>
        Assert.Equal(nearest, NearestName.Find(wanted, ["sepal_length", "sepal_width", "species"]));
}
