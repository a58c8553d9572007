namespace Descent.Cli.Reports;

/// <summary>A column of the table that is used.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds, in a word.</param>
/// <param name="Becomes">How it is turned into features.</param>
/// <param name="MissingShare">The share of the training rows without a value.</param>
/// <param name="Distribution">Its values in the training rows; null where they say nothing.</param>
internal sealed record ReportColumn(string Name, string Kind, string Becomes, double MissingShare, ReportDistribution? Distribution);

/// <summary>How values are spread.</summary>
internal abstract record ReportDistribution;

/// <summary>Names, the most frequent first.</summary>
/// <param name="Top">The first ones with their rows.</param>
/// <param name="Others">How many more there are.</param>
/// <param name="OtherRows">The rows of those.</param>
internal sealed record CategoryDistribution(IReadOnlyList<(string Name, int Rows)> Top, int Others, int OtherRows) : ReportDistribution
{
    private const int Most = 3;

    public int Rows => OtherRows + Top.Sum(entry => entry.Rows);

    /// <summary>Counts names; null where there are none, or nearly all are different.</summary>
    public static CategoryDistribution? Of(IEnumerable<string> values)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int rows = 0;
        foreach (string value in values)
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
            rows++;
        }

        if (rows == 0 || (counts.Count > 2 && counts.Count > rows / 2))
            return null;
        (string Name, int Rows)[] sorted = [.. counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value))];
        return new CategoryDistribution([.. sorted.Take(Most)], Math.Max(0, sorted.Length - Most), sorted.Skip(Most).Sum(entry => entry.Rows));
    }
}

/// <summary>Numbers in bins of equal width.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Median">The one in the middle.</param>
/// <param name="Most">The largest.</param>
/// <param name="Counts">How many lie in each bin between the smallest and the largest.</param>
internal sealed record NumberDistribution(double Least, double Median, double Most, IReadOnlyList<int> Counts) : ReportDistribution
{
    private const double MostWhole = 1e9;

    /// <summary>Counts the finite numbers; null where there are none.</summary>
    public static NumberDistribution? Of(IEnumerable<double> values, int bins)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
            return null;
        double least = sorted[0], range = sorted[^1] - least, median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

        // Bins of whole numbers hold equally many of them, or the bars would tell of the bins.
        bool isWhole = range < MostWhole && sorted.All(value => value == Math.Floor(value));
        double width = isWhole ? Math.Ceiling((range + 1) / bins) : range / bins;
        int[] counts = new int[range == 0 ? 1 : isWhole ? (int)Math.Ceiling((range + 1) / width) : bins];
        foreach (double value in sorted)
            counts[range == 0 ? 0 : Math.Min((int)((value - least) / width), counts.Length - 1)]++;
        return new NumberDistribution(least, median, sorted[^1], counts);
    }
}

/// <summary>What is to be predicted, in one part of the rows.</summary>
/// <param name="Part">What the part is called.</param>
/// <param name="ClassRows">The rows of each class; empty for a regression.</param>
/// <param name="Numbers">The numbers of a regression.</param>
internal sealed record ReportTarget(string Part, IReadOnlyList<int> ClassRows, NumberDistribution? Numbers)
{
    public int Rows => ClassRows.Sum() + (Numbers?.Counts.Sum() ?? 0);
}
