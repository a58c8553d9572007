using Descent.Cli.Reports;
using Xunit;

namespace Descent.Cli.Tests.Reports;

public class MistakesPartTests
{
    [Theory]
    [InlineData("three words here", "<table ", "<details ")]
    [InlineData("onewordthatislongerthansixteenletters", "<details ", "<table ")]
    public void Rows_whose_words_are_wider_than_a_sheet_of_paper_are_listed(string cell, string there, string notThere)
    {
        string[] cells = [.. Enumerable.Repeat(cell, 8)];
        string page = SampleReports.Page(SampleReports.Classification() with { CellNames = cells, Mistakes = [new ReportMistake(1, "a", "b", "61.2 %", cells)] });

        string mistakes = page[page.IndexOf("<section id=\"mistakes\"", StringComparison.Ordinal)..];
        mistakes = mistakes[..mistakes.IndexOf("</section>", StringComparison.Ordinal)];
        Assert.Contains(there, mistakes, StringComparison.Ordinal);
        Assert.DoesNotContain(notThere, mistakes, StringComparison.Ordinal);
    }
}
