namespace Descent.Data;

/// <summary>Rows of like targets: of one class (soft labels: of the class of the largest weight), or of a tenth of the first target of a regression.</summary>
internal sealed class Strata
{
    private const int TargetStrata = 10;
    private const int FewestRowsPerStratum = 5;

    private readonly int[] _rows;
    private readonly int[] _starts;

    private Strata(int[] ofRow, int count)
    {
        OfRow = ofRow;
        Sizes = new int[count];
        foreach (int stratum in ofRow)
            Sizes[stratum]++;

        _starts = new int[count];
        for (int stratum = 1; stratum < count; stratum++)
            _starts[stratum] = _starts[stratum - 1] + Sizes[stratum - 1];

        _rows = new int[ofRow.Length];
        int[] next = [.. _starts];
        for (int row = 0; row < _rows.Length; row++)
            _rows[next[ofRow[row]]++] = row;
    }

    /// <summary>The stratum of each row, [rows].</summary>
    public int[] OfRow { get; }

    /// <summary>The number of rows of each stratum, at least 1.</summary>
    public int[] Sizes { get; }

    public static Strata Of(Dataset data)
    {
        (int[] ofRow, int count) = data.Task == TaskKind.Regression ? ByTarget(data) : ByClass(data);
        return new Strata(ofRow, count);
    }

    /// <summary>The rows of a stratum, ascending until the caller shuffles them.</summary>
    public Span<int> Rows(int stratum) => _rows.AsSpan(_starts[stratum], Sizes[stratum]);

    private static (int[] Strata, int Count) ByClass(Dataset data)
    {
        int[] strata = new int[data.Rows];
        for (int row = 0; row < strata.Length; row++)
            strata[row] = data.HasLabels ? data.Labels.Span[row] : IndexOfMax(data.Targets.Span.Slice(row * data.Outputs, data.Outputs));

        return WithoutGaps(strata, data.Outputs);
    }

    /// <summary>Equally many rows in each stratum, in the order of the first target and then of the row.</summary>
    private static (int[] Strata, int Count) ByTarget(Dataset data)
    {
        // One sortable number per row: the bits of a float, made to ascend with its value, above the row's index.
        ulong[] order = new ulong[data.Rows];
        for (int row = 0; row < order.Length; row++)
        {
            int bits = BitConverter.SingleToInt32Bits(data.Targets.Span[row * data.Outputs] + 0f);
            uint ascending = (uint)(bits ^ ((bits >> 31) | int.MinValue));
            order[row] = ((ulong)ascending << 32) | (uint)row;
        }

        Array.Sort(order);
        int count = Math.Clamp(data.Rows / FewestRowsPerStratum, 1, TargetStrata);
        int[] strata = new int[data.Rows];
        for (int rank = 0; rank < order.Length; rank++)
            strata[(uint)order[rank]] = (int)((long)rank * count / data.Rows);

        return (strata, count);
    }

    /// <summary>Numbers the classes that occur 0, 1, …, in the same order.</summary>
    private static (int[] Strata, int Count) WithoutGaps(int[] classes, int classCount)
    {
        int[] stratum = new int[classCount];
        foreach (int label in classes)
            stratum[label] = 1;

        int count = 0;
        for (int label = 0; label < classCount; label++)
            stratum[label] = stratum[label] == 0 ? -1 : count++;
        for (int row = 0; row < classes.Length; row++)
            classes[row] = stratum[classes[row]];

        return (classes, count);
    }

    private static int IndexOfMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
                best = i;
        }

        return best;
    }
}
