using Descent.Data;

namespace Descent.Formats;

/// <summary>Reads CSV and TSV files as tables.</summary>
/// <remarks>
/// UTF-8 with or without a byte order mark, or UTF-16 with one, plain or compressed by gzip; LF, CR LF or CR; one header line; fields in quotes where needed, quotes
/// doubled inside (RFC 4180). White space around a field does not count, and neither do blank lines.
/// </remarks>
public static class CsvTable
{
    /// <summary>Reads a file. Cells are judged when they are used, so columns that nobody needs may hold anything.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; left out: the last column is the target.</param>
    /// <exception cref="DataFormatException">
    /// There is no such file, it is empty or not text, rows have different numbers of fields, a column name is missing
    /// or there twice, or there is no target of that name; the message says where.
    /// </exception>
    public static Table Read(string path, CsvOptions? options = null)
    {
        using CsvRecords records = CsvRecords.Open(path, options?.Delimiter);
        return Read(records, options ?? new CsvOptions());
    }

    /// <summary>Reads a stream to its end and closes it.</summary>
    /// <param name="stream">The text.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="options">How to read it; <see langword="null"/>: the last column is the target.</param>
    /// <inheritdoc cref="Read(string, CsvOptions?)" path="/exception"/>
    public static Table ReadStream(Stream stream, string source, CsvOptions? options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        using CsvRecords records = CsvRecords.Open(stream, source, options?.Delimiter);
        return Read(records, options ?? new CsvOptions());
    }

    internal static Table Read(CsvRecords records, CsvOptions options)
    {
        string[] names = CsvHeader.Read(records);
        int targetIndex = TargetColumn.IndexOf(names, options.Target, records.Source);
        MissingMarks missing = MissingMarks.From(options.Missing);
        ColumnBuilder[] columns =
        [
            .. names.Select((name, index) => new ColumnBuilder(
                name, keepsText: index == targetIndex || options.TextColumns.Contains(name), missing, isCommaDecimal: records.Delimiter != ',')),
        ];
        var lines = new List<int>();
        while (records.Read())
        {
            if (records.FieldCount != columns.Length)
                throw Ragged(records, columns.Length);

            for (int i = 0; i < columns.Length; i++)
                columns[i].Add(records.Field(i));
            lines.Add(records.Line);
        }

        return lines.Count == 0
            ? throw records.Error("there are no rows below the header; expected at least one")
            : new Table(records.Source, [.. columns.Select(column => column.Build())], targetIndex, [.. lines], missing: missing);
    }

    private static DataFormatException Ragged(CsvRecords records, int columns)
    {
        bool isShort = records.FieldCount < columns;
        return records.ErrorInLine($"{MessageText.Count(records.FieldCount, "field")}, but the header has {columns}; "
            + (isShort ? "add the missing ones" : $"remove the extra ones, or put a field that holds {CsvDelimiter.Name(records.Delimiter)} in quotes"));
    }
}
