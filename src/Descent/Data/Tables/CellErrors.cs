namespace Descent.Data;

/// <summary>What to tell the user about a cell that cannot be used.</summary>
internal static class CellErrors
{
    private const string Remedy = "where features are taken as they are, all are numbers: fit a TablePipeline, which handles it, or drop the column";

    /// <summary>A feature that is not a number.</summary>
    public static DataFormatException Feature(Table table, string column, Cell cell)
    {
        if (cell.Kind == CellKind.Text)
            return table.Error($"column {MessageText.Quote(column)} holds text ({MessageText.Quote(cell.Text)} in {table.Place(cell.Row)}); {Remedy}");

        return table.Error(cell.Row, column, cell.Kind switch
        {
            CellKind.Empty => $"the cell is empty; {Remedy}",
            CellKind.MissingMark => $"{MessageText.Quote(cell.Text)} marks a missing value; {Remedy}",
            _ => NotUsable(cell),
        });
    }

    /// <summary>A target that is neither a number nor a label.</summary>
    public static DataFormatException Target(Table table, string column, Cell cell) => table.Error(cell.Row, column, cell.Kind switch
    {
        CellKind.Empty => "the cell of the target is empty; fill it in or drop the row",
        CellKind.MissingMark => $"{MessageText.Quote(cell.Text)} marks a missing target; fill it in or drop the row",
        CellKind.Text => $"the target is {MessageText.Quote(cell.Text)}; a regression expects a number"
            + ": correct it, or choose classification",
        _ => NotUsable(cell),
    });

    private static string NotUsable(Cell cell) => cell.Kind == CellKind.OutOfRange
        ? $"{MessageText.Quote(cell.Text)} is beyond the range of a float (±3.4e38); use a larger unit"
        : $"{MessageText.Quote(cell.Text)} is not a finite number; correct it or drop the row";
}
