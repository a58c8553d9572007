using Descent.Data;

namespace Descent.Formats;

/// <summary>Reads tables from files: CSV, TSV, Parquet and IDX, each also compressed by gzip. The content says which it is, not the name.</summary>
public static class TableFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; left out: the last column is the target. What concerns the text of CSV does not matter elsewhere.</param>
    /// <exception cref="DataFormatException">The file cannot be read, is too large for the memory, or is no table; the message says why.</exception>
    public static Table Read(string path, CsvOptions? options = null)
    {
        using TableStream stream = TableStream.Open(path);
        return Read(stream, path, options ?? new CsvOptions(), path);
    }

    /// <summary>Reads a stream to its end and closes it.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="options">How to read it; <see langword="null"/>: the last column is the target.</param>
    /// <inheritdoc cref="Read(string, CsvOptions?)" path="/exception"/>
    public static Table ReadStream(Stream stream, string source, CsvOptions? options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        using TableStream table = TableStream.Open(stream, source);
        return Read(table, source, options ?? new CsvOptions(), path: null);
    }

    private static Table Read(TableStream stream, string source, CsvOptions options, string? path)
    {
        if (ParquetTable.Recognises(stream.Head))
            return ParquetTable.Read(stream, source, options);
        if (IdxTable.Recognises(stream.Head))
            return IdxTable.Read(stream, source, options, path);
        using CsvRecords records = CsvRecords.Open(stream, source, options.Delimiter ?? CsvDelimiter.OfName(path));
        return CsvTable.Read(records, options);
    }
}
