using System.Data;
using System.Globalization;

namespace Descent.Data;

/// <summary>Reads the result of a database query, or a <see cref="DataTable"/> (<see cref="DataTable.CreateDataReader()"/>), as a table.</summary>
public static class DataReaderTable
{
    /// <summary>Reads from where the reader stands to its end; it stays open.</summary>
    /// <param name="reader">The rows.</param>
    /// <param name="target">The name of the target column; <see langword="null"/>: the last.</param>
    /// <param name="source">What messages call the rows.</param>
    /// <exception cref="DataFormatException">There are no rows or columns, two columns have the same name, or there is no such target.</exception>
    public static Table Read(IDataReader reader, string? target = null, string source = "rows")
    {
        ArgumentNullException.ThrowIfNull(reader);
        string[] names = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        if (names.Length == 0)
            throw Error(source, "there are no columns; expected at least one");
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Error(source, $"two columns are named {MessageText.Quote(twice.Key)}; give each its own name (SELECT … AS …)");
        int targetIndex = target is null ? names.Length - 1 : Array.IndexOf(names, target);
        if (targetIndex < 0)
            throw Error(source, MessageText.NoColumn(target!, "", names));

        ColumnBuilder[] columns = [.. names.Select((name, index) => new ColumnBuilder(name, keepsText: index == targetIndex))];
        int rows = 0;
        for (; reader.Read(); rows++)
        {
            for (int i = 0; i < columns.Length; i++)
                Add(columns[i], reader.GetValue(i));
        }

        return rows == 0
            ? throw Error(source, "there are no rows; expected at least one")
            : new Table(source, [.. columns.Select(column => column.Build())], targetIndex, [.. Enumerable.Range(1, rows)], hasLines: false);
    }

    private static void Add(ColumnBuilder column, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                column.Add("");
                break;
            case string text:
                column.Add(text.AsSpan().Trim());
                break;
            case bool flag:
                column.Add(BooleanText.Of(flag));
                break;
            case DateTime date:
                column.Add(DateText.Format(date));
                break;
            case DateTimeOffset date:
                column.Add(DateText.Format(date.DateTime));
                break;
            case DateOnly date:
                column.Add(DateText.Format(date.ToDateTime(default)));
                break;
            case byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal:
                column.Add(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            default:
                column.Add(Convert.ToString(value, CultureInfo.InvariantCulture).AsSpan().Trim());
                break;
        }
    }

    private static DataFormatException Error(string source, string message) => new($"{MessageText.OneLine(source)}: {message}");
}
