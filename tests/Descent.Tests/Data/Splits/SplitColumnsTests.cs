using Descent.Data;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Data.Splits;

public class SplitColumnsTests
{
    [Fact]
    public void Groups_are_the_texts_of_the_cells_and_missing_ones_are_one_group()
    {
        Table table = Csv.Table("who,n,y\nAnn,1,0\n,1.0,1\nann,2,0\nNA,,1\nAnn,02,0\n");

        Assert.Equal(["Ann", "", "ann", "", "Ann"], SplitColumns.Groups(table, "who"));
        Assert.Equal(["1", "1", "2", "", "2"], SplitColumns.Groups(table, "n"));
        Assert.Equal(
            "people.csv: there is no column 'Who', which holds the groups; did you mean 'who'? The columns are who, n, y",
            Assert.Throws<DataFormatException>(() => SplitColumns.Groups(table, "Who")).Message);
    }

    [Fact]
    public void Groups_of_many_different_numbers_are_told_apart()
    {
        Table table = Csv.Table("id,y\n" + string.Concat(Enumerable.Range(0, 3000).Select(row => $"{row / 2},0\n")));

        Assert.Equal(Enumerable.Range(0, 3000).Select(row => $"{row / 2}"), SplitColumns.Groups(table, "id"));
    }

    [Fact]
    public void Times_are_numbers_or_dates()
    {
        Table table = Csv.Table("year,day,american,clock,y\n2024,2024-03-01,1/31/2024,7:30,0\n2023.5,2024-02-29 12:00,12/1/2023,23:59,1\n");

        Assert.Equal([2024, 2023.5], SplitColumns.Times(table, "year"));
        Assert.Equal(-0.5, Difference("day"));
        Assert.Equal(-61, Difference("american"));
        Assert.Equal(((16 * 60) + 29) / (24.0 * 60), Difference("clock"), 1e-9);

        double Difference(string column) => SplitColumns.Times(table, column) is [var first, var second] ? second - first : double.NaN;
    }

    [Fact]
    public void A_row_without_a_time_is_named()
    {
        Table table = Csv.Table("n,d,t,few,y\n1,2024-01-01,soon,2024-01-01,0\n,2024-01-02,later,n/a,1\n3,,never,2024-01-03,0\n");

        AssertRefused("people.csv, line 3, column 'n': the cell is empty or marks a missing value; a split in time needs the time of every row", "n");
        AssertRefused("people.csv, line 4, column 'd': the cell is empty", "d");
        AssertRefused("people.csv, line 3, column 'few': the cell is empty or marks", "few");
        AssertRefused("people.csv, line 2, column 't': 'soon' is no time; expected a number or a date in every row", "t");
        AssertRefused("people.csv: there is no column 'x', which holds the times", "x");

        // One odd cell among many dates.
        table = Csv.Table("d,y\n" + string.Concat(Enumerable.Range(1, 28).Select(day => $"2024-01-{day},0\n")) + "tomorrow,1\n");
        AssertRefused("people.csv, line 30, column 'd': 'tomorrow' is no time; expected a date, as in the others, in every row", "d");

        void AssertRefused(string expected, string column) => Assert.StartsWith(
            expected, Assert.Throws<DataFormatException>(() => SplitColumns.Times(table, column)).Message, StringComparison.Ordinal);
    }
}
