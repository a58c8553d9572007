namespace Descent.Cli.Output;

/// <summary>The text of a cell and how it is painted, which takes no room.</summary>
internal readonly record struct TableCell(string Text, Func<string, string>? Paint = null)
{
    public static implicit operator TableCell(string text) => new(text);
}

/// <summary>Columns of text: the first aligned to the left, the others as told, with nothing behind the last.</summary>
internal sealed class TextTable(params bool[] alignedRight)
{
    private const string Indent = "  ";

    private readonly List<TableCell[]> _rows = [];

    /// <summary>Spaces between columns.</summary>
    public int Gap { get; init; } = 2;

    public void Add(params TableCell[] row) => _rows.Add(row);

    public void WriteTo(TextWriter writer)
    {
        int[] widths = [.. Enumerable.Range(0, alignedRight.Length).Select(Width)];
        foreach (TableCell[] row in _rows)
        {
            writer.Write(Indent);
            int spaces = 0;
            for (int column = 0; column < row.Length; column++)
            {
                (string text, Func<string, string>? paint) = row[column];
                int padding = widths[column] - text.Length;
                if (text.Length > 0)
                {
                    writer.Write(new string(' ', spaces + (alignedRight[column] ? padding : 0)));
                    writer.Write(paint is null ? text : paint(text));
                    spaces = 0;
                }

                spaces += Gap + (text.Length == 0 ? widths[column] : alignedRight[column] ? 0 : padding);
            }

            writer.WriteLine();
        }
    }

    private int Width(int column) => _rows.Max(row => column < row.Length ? row[column].Text.Length : 0);
}
