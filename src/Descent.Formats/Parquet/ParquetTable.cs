using System.Globalization;
using System.Runtime.CompilerServices;
using Descent.Data;
using Parquet;
using Parquet.Schema;

namespace Descent.Formats;

/// <summary>Reads Parquet files as tables. Columns of lists and maps are left out.</summary>
internal static class ParquetTable
{
    // A slow machine reads far more.
    private const double BytesPerSecond = 1e6;

    public static bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith("PAR1"u8);

    /// <exception cref="DataFormatException">The file is damaged, too large for the memory, or has no column or row that can be used.</exception>
    public static Table Read(TableStream stream, string source, CsvOptions options)
    {
        using MemoryStream all = stream.ReadToEnd();
        using var bytes = new ParquetBytes(all);
        try
        {
            return Within(Patience(bytes.Length), source, () => ReadAsync(bytes, source, options));
        }
        // A damaged file may claim pages that no machine can hold.
        catch (OutOfMemoryException error)
        {
            throw new DataFormatException(
                string.Create(CultureInfo.InvariantCulture, $"{MessageText.OneLine(source)}: the {bytes.Length} bytes of this Parquet file ask for more memory than there is, so it is damaged or too large; write it with fewer rows or columns, or fetch or write it again"),
                error);
        }
        // A damaged file makes the reader stumble in ways that it does not foresee.
        catch (Exception error) when (error is not DataFormatException)
        {
            throw new DataFormatException($"{MessageText.OneLine(source)}: the Parquet file cannot be read ({MessageText.OneLine(error.Message)}); fetch or write it again", error);
        }
    }

    /// <summary>The result of work, or an error once it takes longer than any sound file does; the work is then left to itself.</summary>
    internal static Table Within(TimeSpan limit, string source, Func<Task<Table>> work)
    {
        // Some damaged files keep the reader busy without end, where nothing can stop it.
        Task<Table> reading = Task.Run(work);
        if (!((IAsyncResult)reading).AsyncWaitHandle.WaitOne(limit))
            throw Error(source, string.Create(CultureInfo.InvariantCulture, $"the Parquet file is not read after {limit.TotalSeconds:0.#} s, so it must be damaged; fetch or write it again"));
        return reading.GetAwaiter().GetResult();
    }

    private static TimeSpan Patience(long bytes) => TimeSpan.FromSeconds(60 + (bytes / BytesPerSecond));

    private static async Task<Table> ReadAsync(MemoryStream bytes, string source, CsvOptions options)
    {
        ParquetReader reader = await ParquetReader.CreateAsync(bytes).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable disposed = reader.ConfigureAwait(false);
        DataField[] fields = [.. reader.Schema.GetDataFields().Where(field => field.MaxRepetitionLevel == 0)];
        if (fields.Length == 0)
            throw Error(source, "no column holds single values; expected at least one");

        TableLimits.RequireColumns(fields.Length, source);
        string[] names = [.. fields.Select(field => field.Path.ToString())];
        int target = TargetColumn.IndexOf(names, options.Target, source);
        MissingMarks missing = MissingMarks.From(options.Missing);
        ColumnBuilder[] columns = [.. names.Select((name, index) => new ColumnBuilder(name, index == target || options.TextColumns.Contains(name), missing))];
        int rows = 0;
        for (int group = 0; group < reader.RowGroupCount; group++)
        {
            using ParquetRowGroupReader rowGroup = reader.OpenRowGroupReader(group);
            // Before memory is taken by it.
            TableLimits.RequireRows(rows + rowGroup.RowCount, bytes.Length, source);
            int count = (int)rowGroup.RowCount;
            for (int i = 0; i < fields.Length; i++)
                await AddAsync(rowGroup, fields[i], columns[i], count, source).ConfigureAwait(false);
            rows += count;
        }

        return rows == 0
            ? throw Error(source, "there are no rows; expected at least one")
            : new Table(source, [.. columns.Select(column => column.Build())], target, [.. Enumerable.Range(1, rows)], hasLines: false, missing);
    }

    private static Task AddAsync(ParquetRowGroupReader group, DataField field, ColumnBuilder column, int rows, string source)
    {
        Type type = field.ClrType;
        if (type == typeof(string) || type == typeof(ReadOnlyMemory<char>))
            return AddTextAsync(group, field, column, rows);
        return type == typeof(bool) ? AddAsync<bool>(value => column.Add(value ? "true" : "false"))
            : type == typeof(sbyte) ? AddAsync<sbyte>(value => column.Add(value))
            : type == typeof(byte) ? AddAsync<byte>(value => column.Add(value))
            : type == typeof(short) ? AddAsync<short>(value => column.Add(value))
            : type == typeof(ushort) ? AddAsync<ushort>(value => column.Add(value))
            : type == typeof(int) ? AddAsync<int>(value => column.Add(value))
            : type == typeof(uint) ? AddAsync<uint>(value => column.Add(value))
            : type == typeof(long) ? AddAsync<long>(value => column.Add(value))
            : type == typeof(ulong) ? AddAsync<ulong>(value => column.Add(value))
            : type == typeof(float) ? AddAsync<float>(value => column.Add(value))
            : type == typeof(double) ? AddAsync<double>(value => column.Add(value))
            : type == typeof(decimal) ? AddAsync<decimal>(value => column.Add((double)value))
            : type == typeof(DateTime) ? AddAsync<DateTime>(value => column.Add(DateText.Format(value)))
            : type == typeof(DateOnly) ? AddAsync<DateOnly>(value => column.Add(DateText.Format(value.ToDateTime(default))))
            : type == typeof(TimeSpan) ? AddAsync<TimeSpan>(value => column.Add(value.ToString("c", CultureInfo.InvariantCulture)))
            : type == typeof(TimeOnly) ? AddAsync<TimeOnly>(value => column.Add(value.ToString("O", CultureInfo.InvariantCulture)))
            : type == typeof(Guid) ? AddAsync<Guid>(value => column.Add(value.ToString()))
            : throw Error(source, $"column {MessageText.Quote(field.Path.ToString())} holds {type.Name}, which is not understood; write it as numbers or texts");

        async Task AddAsync<T>(Action<T> add)
            where T : struct
        {
            var values = new T?[rows];
            await group.ReadAsync<T>(field, values).ConfigureAwait(false);
            foreach (T? value in values)
            {
                if (value is { } present)
                    add(present);
                else
                    column.Add("");
            }
        }
    }

    private static async Task AddTextAsync(ParquetRowGroupReader group, DataField field, ColumnBuilder column, int rows)
    {
        string?[] values = new string?[rows];
        await group.ReadAsync(field, values!).ConfigureAwait(false);
        foreach (string? value in values)
            column.Add(value.AsSpan().Trim());
    }

    private static DataFormatException Error(string source, string message) => new($"{MessageText.OneLine(source)}: {message}");
}
