using Descent.Numerics;

namespace Descent.Data;

/// <summary>Places whole groups of rows into parts.</summary>
/// <remarks>
/// Sums of squares fall as counts become equal; dividing by the size of each stratum makes a rare class as important as a frequent
/// one (the sum is that of a χ² test but for a constant), and the sizes of the parts weigh as much as all strata together. Greedy, from the
/// largest group down as Graham's rule for schedules (1969): O(parts · rows).
/// </remarks>
internal sealed class GroupPlacement
{
    private const uint GroupedStream = 2;

    private readonly Strata _strata;
    private readonly double[] _shares;
    private readonly long[] _partRows;
    private readonly long[,] _partStrata;

    private GroupPlacement(Strata strata, double[] shares)
    {
        _strata = strata;
        _shares = shares;
        _partRows = new long[shares.Length];
        _partStrata = new long[shares.Length, strata.Sizes.Length];
    }

    /// <summary>The part of each row, [rows].</summary>
    /// <param name="data">The rows.</param>
    /// <param name="groups">The group of each row.</param>
    /// <param name="shares">The share of the rows that each part should have, above 0, summing to 1.</param>
    /// <param name="seed">Decides among groups of equal size.</param>
    public static int[] Place(Dataset data, IReadOnlyList<string> groups, double[] shares, int seed)
    {
        int[][] rowsOfGroup = RowsOfGroup(groups, data.Rows);
        if (rowsOfGroup.Length < shares.Length)
            throw new ArgumentException($"{MessageText.Count(rowsOfGroup.Length, "group")} cannot fill {shares.Length} parts, as no group is torn apart. Choose fewer folds or other groups.", nameof(groups));

        // In random order first, so that which of equally large groups comes first is random too: the sort keeps it.
        int[] shuffled = [.. Enumerable.Range(0, rowsOfGroup.Length)];
        new RandomStream((ulong)(uint)seed, RandomPurpose.Split, 0, GroupedStream).Shuffle(shuffled);
        int[] order = [.. shuffled.OrderByDescending(group => rowsOfGroup[group].Length)];

        var placement = new GroupPlacement(Strata.Of(data), shares);
        int[] partOfRow = new int[data.Rows];
        for (int i = 0; i < order.Length; i++)
        {
            // The last groups go where there would be nothing else.
            int part = placement.Best(rowsOfGroup[order[i]], onlyEmpty: order.Length - i <= placement._partRows.Count(rows => rows == 0));
            placement.Add(part, rowsOfGroup[order[i]]);
            foreach (int row in rowsOfGroup[order[i]])
                partOfRow[row] = part;
        }

        return partOfRow;
    }

    private int Best(int[] rows, bool onlyEmpty)
    {
        var members = new Dictionary<int, long>();
        foreach (int row in rows)
            members[_strata.OfRow[row]] = members.GetValueOrDefault(_strata.OfRow[row]) + 1;

        int best = -1;
        double least = double.PositiveInfinity;
        for (int part = 0; part < _shares.Length; part++)
        {
            if (onlyEmpty && _partRows[part] > 0)
                continue;
            double growth = _strata.Sizes.Length * Growth(_partRows[part], rows.Length) / _strata.OfRow.Length;
            foreach ((int stratum, long count) in members)
                growth += Growth(_partStrata[part, stratum], count) / _strata.Sizes[stratum];
            growth /= _shares[part];
            if (growth < least)
                (best, least) = (part, growth);
        }

        return best;
    }

    private void Add(int part, int[] rows)
    {
        _partRows[part] += rows.Length;
        foreach (int row in rows)
            _partStrata[part, _strata.OfRow[row]]++;
    }

    /// <summary>(n + m)² − n².</summary>
    private static double Growth(double n, double m) => m * ((2 * n) + m);

    private static int[][] RowsOfGroup(IReadOnlyList<string> groups, int rows)
    {
        if (groups.Count != rows)
            throw new ArgumentException($"groups holds {groups.Count} entries; expected one for each of {rows} rows.", nameof(groups));

        var found = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var inOrder = new List<List<int>>();
        for (int row = 0; row < rows; row++)
        {
            string group = groups[row] ?? throw new ArgumentException($"groups[{row}] is null; expected a text.", nameof(groups));
            if (!found.TryGetValue(group, out List<int>? members))
            {
                found.Add(group, members = []);
                inOrder.Add(members);
            }

            members.Add(row);
        }

        return [.. inOrder.Select(members => members.ToArray())];
    }
}
