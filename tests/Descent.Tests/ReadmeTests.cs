using Xunit;

namespace Descent.Tests;

/// <summary>What the first page shows is what there is.</summary>
public class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void The_program_is_the_sample_that_a_test_runs() =>
        Assert.Contains($"```csharp\n{File.ReadAllText(Repository.PathOf("samples", "digits.cs"))}```", Readme, StringComparison.Ordinal);

    [Fact]
    public void Every_page_it_links_to_exists()
    {
        foreach (string page in Readme.Split("](").Skip(1).Select(part => part.Split(')')[0]).Where(link => !link.StartsWith("http", StringComparison.Ordinal)))
            Assert.True(Path.Exists(Repository.PathOf(page.Split('/'))), $"README.md links to {page}");
    }
}
