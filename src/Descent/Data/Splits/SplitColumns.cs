namespace Descent.Data;

/// <summary>Reads what <see cref="Folds"/> and <see cref="HoldOut"/> split by out of a column of a table.</summary>
public static class SplitColumns
{
    /// <summary>The group of each row, [rows]: the text of its cell; numbers in one spelling, so that 1 and 1.0 are the same group.</summary>
    /// <remarks>
    /// Cells without a value are one group, "": what may belong together is not torn apart. Whole numbers above 2²⁴ whose texts were not kept are
    /// rounded to a float, which may join groups but never tears one.
    /// </remarks>
    /// <param name="table">The table.</param>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="DataFormatException">There is no such column.</exception>
    public static string[] Groups(Table table, string column)
    {
        TableColumn cells = Find(table, column, ", which holds the groups");
        string[] names = [.. cells.Texts.Select((text, code) => cells.IsMissing(code) ? "" : cells.IsNumeric ? FloatText.Canonical(text) : text)];
        string[] groups = new string[table.Rows];
        for (int row = 0; row < groups.Length; row++)
            groups[row] = names[cells.Codes[row]];
        return groups;
    }

    /// <summary>The time of each row, [rows]: a number as it is; a date, as a pipeline reads dates, in days since the beginning of the year 1.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The name of the column, of numbers or of dates (perhaps with times) in one of the usual forms.</param>
    /// <exception cref="DataFormatException">There is no such column, or a cell is missing or neither a number nor a date; the message names the row.</exception>
    public static double[] Times(Table table, string column)
    {
        TableColumn cells = Find(table, column, ", which holds the times");
        double[] times = new double[table.Rows];
        if (cells.IsNumeric)
        {
            for (int row = 0; row < times.Length; row++)
                times[row] = float.IsNaN(cells.Numbers[row]) ? throw Missing(table, column, row) : cells.Numbers[row];
            return times;
        }

        double?[] timeOfCode = TimeOfCodes(cells, table.Rows);
        for (int row = 0; row < times.Length; row++)
        {
            int code = cells.Codes[row];
            times[row] = cells.IsMissing(code) ? throw Missing(table, column, row)
                : timeOfCode[code] ?? throw table.Error(row, column, $"{MessageText.Quote(cells.Texts[code])} is no time; expected {Expected(timeOfCode)} in every row");
        }

        return times;
    }

    private static double?[] TimeOfCodes(TableColumn cells, int rows)
    {
        var inference = new ColumnInference(cells, [.. Enumerable.Range(0, rows)]);
        string[] texts = inference.PresentTexts();
        if (texts.Length == 0 || inference.Date(texts) is not { Form: var form })
            return new double?[cells.Texts.Count];
        return [.. cells.Texts.Select(text => DateText.TryParse(text, form, out DateTime date) ? date.Ticks / (double)TimeSpan.TicksPerDay : (double?)null)];
    }

    private static string Expected(double?[] timeOfCode) => Array.Exists(timeOfCode, time => time is not null) ? "a date, as in the others," : "a number or a date";

    private static DataFormatException Missing(Table table, string column, int row) =>
        table.Error(row, column, "the cell is empty or marks a missing value; a split in time needs the time of every row: fill it in or drop the row");

    private static TableColumn Find(Table table, string column, string why)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(column);
        return table.Find(column) ?? throw table.Error(MessageText.NoColumn(column, why, table.ColumnNames));
    }
}
