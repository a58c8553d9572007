namespace Descent.Data;

/// <summary>What to tell the user about a cell that cannot be used.</summary>
internal static class CellErrors
{
    /// <summary>A feature that is not a number.</summary>
    public static DataFormatException Feature(NumericTable table, string column, Cell cell)
    {
        if (cell.Kind == CellKind.Text)
        {
            return table.Error($"column {MessageText.Quote(column)} holds text ({MessageText.Quote(cell.Text)} in line {table.Line(cell.Row)}); "
                + "only numbers are understood so far: " + (IsDecimalComma(cell.Text) ? "write decimals with a point" : "drop the column or encode it"));
        }

        return table.Error(cell.Row, column, cell.Kind switch
        {
            CellKind.Empty => "the cell is empty; missing values are not understood so far: fill it in, or drop the row or the column",
            CellKind.MissingMark => $"{MessageText.Quote(cell.Text)} marks a missing value, which is not understood so far: fill it in, or drop the row or the column",
            _ => NotUsable(cell),
        });
    }

    /// <summary>A target that is neither a number nor a label.</summary>
    public static DataFormatException Target(NumericTable table, string column, Cell cell) => table.Error(cell.Row, column, cell.Kind switch
    {
        CellKind.Empty => "the cell of the target is empty; fill it in or drop the row",
        CellKind.MissingMark => $"{MessageText.Quote(cell.Text)} marks a missing target; fill it in or drop the row",
        CellKind.Text => $"the target is {MessageText.Quote(cell.Text)}; a regression expects a number"
            + (IsDecimalComma(cell.Text) ? ", with a decimal point" : ": correct it, or choose classification"),
        _ => NotUsable(cell),
    });

    private static string NotUsable(Cell cell) => cell.Kind == CellKind.OutOfRange
        ? $"{MessageText.Quote(cell.Text)} is beyond the range of a float (±3.4e38); use a larger unit"
        : $"{MessageText.Quote(cell.Text)} is not a finite number; correct it or drop the row";

    private static bool IsDecimalComma(string text) =>
        text.AsSpan().Count(',') == 1 && Cell.Parse(text.Replace(',', '.'), out _) == CellKind.Number;
}
