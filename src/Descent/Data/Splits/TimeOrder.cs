namespace Descent.Data;

/// <summary>Rows in the order of time, cut only where the time changes.</summary>
internal sealed class TimeOrder
{
    private readonly int[] _rows;
    private readonly int[] _changes;

    private TimeOrder(int[] rows, int[] changes)
    {
        _rows = rows;
        _changes = changes;
    }

    public static TimeOrder Of(ReadOnlySpan<double> times)
    {
        for (int row = 0; row < times.Length; row++)
        {
            if (double.IsNaN(times[row]))
                throw new ArgumentException($"times[{row}] is NaN; expected a time. Fill it in or drop the row.", nameof(times));
        }

        double[] sorted = times.ToArray();
        int[] rows = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, rows);
        return new TimeOrder(rows, [.. Enumerable.Range(1, Math.Max(sorted.Length - 1, 0)).Where(i => sorted[i] != sorted[i - 1])]);
    }

    /// <summary>
    /// How many rows come before each cut. Each cut is at the change of time nearest to its share, of two equally near the earlier, but
    /// after the cut before it and so that the later ones find a place.
    /// </summary>
    /// <param name="shares">The share of the rows that should come before each cut, ascending.</param>
    public int[] Cut(ReadOnlySpan<double> shares)
    {
        if (_changes.Length < shares.Length)
        {
            throw new ArgumentException(
                $"{MessageText.Count(_changes.Length + 1, "different time")} cannot fill {shares.Length + 1} parts, as rows of the same time stay together. Choose fewer folds or another column.");
        }

        int[] cuts = new int[shares.Length];
        for (int cut = 0, change = 0; cut < cuts.Length; cut++, change++)
        {
            int last = _changes.Length - (cuts.Length - cut);
            double wanted = shares[cut] * _rows.Length;
            while (change < last && Math.Abs(_changes[change + 1] - wanted) < Math.Abs(_changes[change] - wanted))
                change++;
            cuts[cut] = _changes[change];
        }

        return cuts;
    }

    /// <summary>The rows from one place in time to another, ascending by their number.</summary>
    public int[] Rows(int start, int end)
    {
        int[] rows = _rows[start..end];
        Array.Sort(rows);
        return rows;
    }
}
