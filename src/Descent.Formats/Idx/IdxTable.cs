using Descent.Data;

namespace Descent.Formats;

/// <summary>
/// Reads IDX files as tables: a row for each first index, a column for each of the other places. Labels that lie beside the
/// images, as those of MNIST do (train-images-idx3-ubyte, train-labels-idx1-ubyte), become the column <c>label</c>.
/// </summary>
internal static class IdxTable
{
    private const string Label = "label";

    public static bool Recognises(ReadOnlySpan<byte> head) => IdxArray.Recognises(head);

    /// <param name="stream">The bytes.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="options">The target.</param>
    /// <param name="path">The file, if it is one.</param>
    public static Table Read(TableStream stream, string source, CsvOptions options, string? path)
    {
        IdxArray array = IdxArray.Read(stream, source);
        TableLimits.RequireColumns(array.Columns, source);
        var columns = new List<TableColumn>(array.Columns + 1);
        string[] names = Names(array);
        for (int column = 0; column < names.Length; column++)
            columns.Add(Column(array, names[column], column, names.Length));

        if (path is not null && LabelFile(path) is { } labels)
            columns.Add(Labels(labels, array.Rows));
        string[] all = [.. columns.Select(column => column.Name)];
        int target = options.Target is null && all[^1] != Label ? -1 : TargetColumn.IndexOf(all, options.Target, source);
        return new Table(source, [.. columns], target, [.. Enumerable.Range(1, array.Rows)], hasLines: false);
    }

    private static TableColumn Labels(string path, int rows)
    {
        using TableStream stream = TableStream.Open(path);
        IdxArray labels = IdxArray.Read(stream, path);
        if (labels.Rows != rows || labels.Columns != 1)
            throw new DataFormatException($"{MessageText.OneLine(path)}: the file has {labels.Rows} labels, and there are {rows} rows; expected one for each");
        var builder = new ColumnBuilder(Label, keepsText: true);
        for (int row = 0; row < rows; row++)
            builder.Add((double)labels[row]);
        return builder.Build();
    }

    private static TableColumn Column(IdxArray array, string name, int column, int columns)
    {
        float[] numbers = new float[array.Rows];
        for (int row = 0; row < numbers.Length; row++)
            numbers[row] = array[((long)row * columns) + column];
        var first = new Cell?[(int)CellKind.Text + 1];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (!float.IsFinite(numbers[row]))
            {
                numbers[row] = float.NaN;
                first[(int)CellKind.MissingMark] ??= new Cell(row, CellKind.MissingMark, "NaN");
            }
        }

        return new TableColumn(name, numbers, first);
    }

    /// <summary>r1c1, r1c2, … for images, x1, x2, … otherwise.</summary>
    private static string[] Names(IdxArray array) => array.Shape.Length == 3
        ? [.. from row in Enumerable.Range(1, array.Shape[1]) from column in Enumerable.Range(1, array.Shape[2]) select $"r{row}c{column}"]
        : [.. Enumerable.Range(1, array.Columns).Select(column => $"x{column}")];

    private static string? LabelFile(string path)
    {
        string name = Path.GetFileName(path);
        string labels = name.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        if (labels == name)
            return null;
        string beside = Path.Combine(Path.GetDirectoryName(path) ?? "", labels);
        string other = beside.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? beside[..^3] : beside + ".gz";
        return File.Exists(beside) ? beside : File.Exists(other) ? other : null;
    }
}
