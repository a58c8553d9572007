using Descent.Data;

namespace Descent.Training;

/// <summary>The rows in the order of one column, in groups of equal values.</summary>
internal sealed class SortedColumn
{
    private readonly int[] _rows;
    private readonly float[] _values;
    private readonly int[] _starts;

    private SortedColumn(int[] rows, float[] values, int[] starts)
    {
        _rows = rows;
        _values = values;
        _starts = starts;
    }

    public int Groups => _starts.Length - 1;

    /// <summary>The column sorted; null where all its values are the same.</summary>
    public static SortedColumn? Of(Dataset data, int column)
    {
        float[] values = new float[data.Rows];
        int[] rows = new int[data.Rows];
        for (int row = 0; row < rows.Length; row++)
        {
            values[row] = data.Features.Span[(row * data.Inputs) + column];
            rows[row] = row;
        }

        Array.Sort(values, rows);
        List<int> starts = [0];
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] != values[i - 1])
                starts.Add(i);
        }

        return starts.Count == 1 ? null : new SortedColumn(rows, values, [.. starts, values.Length]);
    }

    /// <summary>The rows of a group.</summary>
    public ReadOnlySpan<int> Rows(int group) => _rows.AsSpan(_starts[group].._starts[group + 1]);

    /// <summary>Their value.</summary>
    public double Value(int group) => _values[_starts[group]];

    /// <summary>The group whose value is nearest to that of another; the lower one of two.</summary>
    public int Nearest(int group) =>
        group == 0 ? 1
        : group == Groups - 1 ? group - 1
        : Value(group) - Value(group - 1) <= Value(group + 1) - Value(group) ? group - 1 : group + 1;
}
