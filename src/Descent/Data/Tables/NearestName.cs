namespace Descent.Data;

/// <summary>Finds what a user who mistyped a name may have meant.</summary>
internal static class NearestName
{
    // Names come from files, and the table of edits grows with the product of two lengths.
    private const int LongestName = 200;

    /// <summary>The name with the fewest edits from the one wanted, if they are few for its length; the first of equals.</summary>
    public static string? Find(string wanted, IReadOnlyList<string> names)
    {
        if (wanted.Length > LongestName)
            return null;

        string? nearest = null;
        int fewest = Math.Max(1, wanted.Length / 3) + 1;
        foreach (string name in names)
        {
            if (Math.Abs(name.Length - wanted.Length) >= fewest)
                continue;

            int edits = Distance(wanted.ToLowerInvariant(), name.ToLowerInvariant());
            if (edits < fewest)
                (nearest, fewest) = (name, edits);
        }

        return nearest;
    }

    /// <summary>
    /// The characters to insert, delete, replace or swap with a neighbour to get from one to the other: the optimal
    /// string alignment distance.
    /// </summary>
    public static int Distance(ReadOnlySpan<char> from, ReadOnlySpan<char> to)
    {
        int[,] edits = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
            edits[i, 0] = i;
        for (int j = 0; j <= to.Length; j++)
            edits[0, j] = j;

        for (int i = 1; i <= from.Length; i++)
        {
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(replaced, 1 + Math.Min(edits[i - 1, j], edits[i, j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }

        return edits[from.Length, to.Length];
    }
}
