using Descent.Data;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Data.Pipelines;

public class ColumnInferenceTests
{
    public static TheoryData<string, string[], ColumnKind> Columns => new()
    {
        { "x", Rows(30, row => $"{row * row}"), ColumnKind.Numeric },
        { "x", Rows(30, row => row % 3 == 0 ? "" : $"{row}.5"), ColumnKind.Numeric },
        { "x", Rows(30, row => $"{row % 2}"), ColumnKind.Numeric },
        // One note among thirty numbers.
        { "x", Rows(30, row => row == 7 ? "unknown" : $"{row * row}"), ColumnKind.Numeric },
        { "x", Rows(30, row => $"\"{row},5\""), ColumnKind.Numeric },
        // A third of the cells say that there is no number, in two ways.
        { "x", Rows(60, row => row % 3 > 0 ? $"{row}.5" : row % 2 == 0 ? "-" : "unknown"), ColumnKind.Numeric },
        { "x", Rows(60, row => row % 3 > 0 ? $"{row}.5" : $"A{row % 12}"), ColumnKind.Identifier },
        { "x", Rows(30, row => $"\"${row},000.50\""), ColumnKind.Numeric },
        { "x", Rows(30, row => $"-{row}.5 €"), ColumnKind.Numeric },
        { "x", Rows(30, row => $"{row}.5%"), ColumnKind.Numeric },
        { "x", Rows(30, row => $"$ {row} off"), ColumnKind.Identifier },
        { "x", Rows(30, row => row % 2 == 0 ? "red" : "blue"), ColumnKind.Category },
        { "x", Rows(30, row => row % 2 == 0 ? "1" : "A"), ColumnKind.Category },
        { "x", Rows(30, row => row % 2 == 0 ? "True" : "FALSE"), ColumnKind.Boolean },
        { "x", Rows(30, row => row % 3 == 0 ? "NA" : row % 2 == 0 ? "yes" : "no"), ColumnKind.Boolean },
        { "x", Rows(30, row => row % 2 == 0 ? "yes" : ""), ColumnKind.Category },
        { "x", Rows(30, row => $"2024-01-{row + 1}"), ColumnKind.DateTime },
        { "x", Rows(30, row => $"2024-01-{row + 1:00}T{row % 24:00}:00:00Z"), ColumnKind.DateTime },
        { "x", Rows(30, row => $"{row + 1}.1.2024 12:30"), ColumnKind.DateTime },
        { "x", Rows(30, row => $"1/{row + 1}/2024"), ColumnKind.DateTime },
        { "x", Rows(24, row => $"{row}:15"), ColumnKind.DateTime },
        { "x", Rows(30, row => $"1/{row + 1}/24"), ColumnKind.DateTime },
        { "x", Rows(30, row => $"{2000 + row}-{1 + (row % 12)}"), ColumnKind.DateTime },
        { "x", Rows(30, row => $"\"Jan {row + 1}, 2024\""), ColumnKind.DateTime },
        { "x", Rows(30, row => $"{row + 1}-Mar-2024"), ColumnKind.DateTime },
        { "x", Rows(30, row => $"{row + 1} May 2024 12:30"), ColumnKind.DateTime },
        { "x", Rows(30, row => $"June {2000 + row}"), ColumnKind.DateTime },
        { "x", Rows(30, row => $"{row + 1} Maple 2024"), ColumnKind.Identifier },
        { "x", Rows(30, row => $"name{row}"), ColumnKind.Identifier },
        { "x", Rows(30, row => $"{row + 100}"), ColumnKind.Numeric },
        { "PassengerId", Rows(30, row => $"{row + 100}"), ColumnKind.Identifier },
        { "customer_id", Rows(30, row => $"{row * 7919 % 1000}"), ColumnKind.Identifier },
        { "x", Rows(30, row => $"a sentence about the number {row}"), ColumnKind.FreeText },
        { "x", Rows(30, _ => "same"), ColumnKind.Constant },
        { "x", Rows(30, _ => "1.5"), ColumnKind.Constant },
        { "x", Rows(30, _ => "?"), ColumnKind.Constant },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void The_kind_follows_from_the_cells(string name, string[] cells, ColumnKind kind)
    {
        Table table = Csv.Table($"other,{name},y\n" + string.Concat(cells.Select((cell, row) => $"{row % 4},{cell},{row % 3}\n")));
        TablePipeline pipeline = TablePipeline.Fit(table);
        ColumnKind found = pipeline.LeftOut.Count > 0 ? pipeline.LeftOut[0].Kind : pipeline.Columns[1].Kind;

        Assert.Equal(kind, found);
    }

    [Fact]
    public void Dates_that_could_be_read_both_ways_are_told() => Assert.Equal(
        ["column 'd' is read as month/day/year; no day is above 12 that would tell"],
        TablePipeline.Fit(Csv.Table("d,y\n1/2/2024,0\n3/4/2024,1\n")).Notes);

    [Theory]
    [InlineData("$1,234.50", 1234.5f)]
    [InlineData("-$5", -5f)]
    [InlineData("$-5", -5f)]
    [InlineData("-5.5 €", -5.5f)]
    [InlineData("12.5 %", 12.5f)]
    [InlineData("£0", 0f)]
    [InlineData("--5%", null)]
    [InlineData("-$-5", null)]
    [InlineData("$", null)]
    [InlineData("%", null)]
    [InlineData("$5%", null)]
    [InlineData("$5 off", null)]
    public void A_number_may_have_a_unit(string text, float? expected)
    {
        CellKind kind = Cell.Parse(text, out float value);
        Assert.Equal((expected is null ? CellKind.Text : CellKind.Number, expected ?? float.NaN), (kind, value));
    }

    [Fact]
    public void Dates_in_words_and_with_short_years_are_the_same_days()
    {
        string[] texts = ["2024-03-05", "2024.3.5", "5.3.24", "5 Mar 2024", "5-mar-2024", "5 March 2024", "3/5/24", "Mar 5, 2024", "March 5, 2024"];
        Assert.All(texts, text => Assert.Contains(DateText.Forms, form => DateText.TryParse(text, form, out DateTime date) && date == new DateTime(2024, 3, 5)));
        Assert.True(DateText.TryParse("2024-03", DateForm.YearFirst, out DateTime month));
        Assert.Equal(new DateTime(2024, 3, 1), month);
    }

    [Fact]
    public void Labels_that_differ_only_by_case_are_told() => Assert.Equal(
        ["the labels 'yes' and 'Yes' of 'y' differ only by case; they count as different classes"],
        TablePipeline.Fit(Csv.Table("a,y\n1,yes\n2,Yes\n3,no\n1,no\n")).Notes);

    private static string[] Rows(int count, Func<int, string> cell) => [.. Enumerable.Range(0, count).Select(cell)];
}
