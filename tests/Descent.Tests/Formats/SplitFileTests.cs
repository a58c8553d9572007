using Descent.Data;
using Descent.Formats;
using Xunit;

namespace Descent.Tests.Formats;

public class SplitFileTests
{
    [Fact]
    public void Each_line_tells_the_part_of_its_row()
    {
        using CsvRecords records = Csv.Records("split\r\ntrain\r\ntest\r\n\"train\"\r\n\r\n");

        Assert.Equal([true, false, true], SplitFile.Read(records, 3));
    }

    [Theory]
    [InlineData("", "people.csv: the file is empty; expected a header line with the names of the columns, and rows below it")]
    [InlineData("train\ntest\ntrain\n", "people.csv, line 1: 'train' where the name of the column is expected; add a header line")]
    [InlineData("id,split\n1,train\n2,test\n", "people.csv, line 1: 2 columns; expected one, with 'train' or 'test' for each row of the data")]
    [InlineData("split\ntrain\nvalidation\n", "people.csv, line 3: 'validation'; expected 'train' or 'test'")]
    [InlineData("split\ntrain\nTest\n", "people.csv, line 3: 'Test'; expected 'train' or 'test'")]
    [InlineData("split\ntrain\ntest,test\n", "people.csv, line 3: 2 fields; expected one, 'train' or 'test'")]
    [InlineData("split\ntrain\n\ntest\n", "people.csv, line 3: the line is blank; fill it in or remove it")]
    [InlineData("split\ntrain\n", "people.csv: 1 row below the header, but the data has 2; expected one for each")]
    [InlineData("split\ntrain\ntest\ntest\n", "people.csv: 3 rows below the header, but the data has 2; expected one for each")]
    [InlineData("split\ntrain\ntrain\n", "people.csv: no row is 'test'; expected rows of both kinds")]
    [InlineData("split\ntest\ntest\n", "people.csv: no row is 'train'; expected rows of both kinds")]
    public void Mistakes_are_named_with_their_line(string text, string message)
    {
        using CsvRecords records = Csv.Records(text);

        Assert.Equal(message, Assert.Throws<DataFormatException>(() => SplitFile.Read(records, 2)).Message);
    }
}
