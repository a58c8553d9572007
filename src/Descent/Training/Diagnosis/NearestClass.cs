namespace Descent.Training;

/// <summary>Predicts the class of a row as that of most other rows with the same value in a column, or else with the nearest one.</summary>
internal static class NearestClass
{
    /// <summary>Rows whose class is not found; a draw between classes finds none.</summary>
    public static int Errors(SortedColumn column, ReadOnlySpan<int> labels, int classes)
    {
        int errors = 0;
        int[] counts = new int[classes];
        for (int group = 0; group < column.Groups; group++)
        {
            ReadOnlySpan<int> rows = column.Rows(group);
            bool isAlone = rows.Length == 1;
            Array.Clear(counts);
            foreach (int row in isAlone ? column.Rows(column.Nearest(group)) : rows)
                counts[labels[row]]++;
            foreach (int row in rows)
            {
                // A row does not count for itself.
                counts[labels[row]] -= isAlone ? 0 : 1;
                errors += IsMost(counts, labels[row]) ? 0 : 1;
                counts[labels[row]] += isAlone ? 0 : 1;
            }
        }

        return errors;
    }

    private static bool IsMost(int[] counts, int k)
    {
        for (int other = 0; other < counts.Length; other++)
        {
            if (other != k && counts[other] >= counts[k])
                return false;
        }

        return counts[k] > 0;
    }
}
