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

    private static string[] Rows(int count, Func<int, string> cell) => [.. Enumerable.Range(0, count).Select(cell)];
}
