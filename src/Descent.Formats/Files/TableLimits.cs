using System.Globalization;
using Descent.Data;

namespace Descent.Formats;

/// <summary>What a small file may not ask for, however it is compressed.</summary>
internal static class TableLimits
{
    /// <summary>The most columns of a table. Each takes some hundred bytes however little is in it.</summary>
    public const int MostColumns = 1 << 18;

    // A table whose rows have a bit of information in a hundred takes more.
    private const int MostRowsPerByte = 1024;

    /// <exception cref="DataFormatException">There are more columns than a table may have.</exception>
    public static void RequireColumns(int columns, string source)
    {
        if (columns > MostColumns)
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{MessageText.OneLine(source)}: {columns} columns; expected at most {MostColumns}"));
    }

    /// <exception cref="DataFormatException">A file claims rows that it cannot hold.</exception>
    public static void RequireRows(long rows, long bytes, string source)
    {
        if (rows < 0 || rows > Math.Min(Array.MaxLength, MostRowsPerByte * bytes))
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"{MessageText.OneLine(source)}: the file says that it has {rows} rows, which {bytes} bytes cannot hold; fetch or write it again"));
    }
}
