namespace Descent.Data;

/// <summary>What the training rows held in one column, in so few numbers that a model can keep it. Immutable.</summary>
internal sealed class ColumnProfile
{
    private const int Tenths = 10;

    private ColumnProfile(IReadOnlyList<float> edges, IReadOnlyList<int> counts, int missing, ValueRange? range)
    {
        if (edges.Where((edge, i) => !float.IsFinite(edge) || (i > 0 && edge <= edges[i - 1])).Any())
            throw new ArgumentException("The edges do not ascend.", nameof(edges));
        if (counts.Any(count => count < 0) || missing < 0)
            throw new ArgumentException("A count is negative.", nameof(counts));
        Edges = [.. edges];
        Counts = [.. counts];
        Missing = missing;
        Range = range;
        Present = counts.Sum(count => (long)count);
        if (Present == 0)
            throw new ArgumentException("There are no values; expected at least one.", nameof(counts));
    }

    /// <summary>The upper ends of all bins of numbers but the last, each included; none for categories.</summary>
    public IReadOnlyList<float> Edges { get; }

    /// <summary>The training rows in each bin: of numbers, or for each category, and at last for the rare ones.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>The training rows without a value.</summary>
    public int Missing { get; }

    /// <summary>The smallest and the largest number; <see langword="null"/> for categories.</summary>
    public ValueRange? Range { get; }

    /// <summary>The training rows with a value.</summary>
    public long Present { get; }

    /// <summary>Of numbers: bins that are tenths of them, as far as equal numbers allow.</summary>
    /// <param name="sorted">The numbers, ascending.</param>
    /// <param name="missing">The rows without one.</param>
    /// <returns><see langword="null"/> if there are no numbers.</returns>
    public static ColumnProfile? OfSorted(ReadOnlySpan<float> sorted, int missing)
    {
        if (sorted.IsEmpty)
            return null;

        var edges = new List<float>();
        var counts = new List<int>();
        int counted = 0;
        for (int tenth = 1; tenth < Tenths; tenth++)
        {
            float edge = (float)Quantiles.OfSorted(sorted, tenth / (double)Tenths);
            int upTo = counted;
            while (upTo < sorted.Length && sorted[upTo] <= edge)
                upTo++;
            // No bin without rows: equal numbers make tenths fall together.
            if (upTo == counted || upTo == sorted.Length)
                continue;
            edges.Add(edge);
            counts.Add(upTo - counted);
            counted = upTo;
        }

        counts.Add(sorted.Length - counted);
        return new ColumnProfile(edges, counts, missing, new ValueRange(sorted[0], sorted[^1]));
    }

    /// <summary>Of numbers, from what is stored.</summary>
    public static ColumnProfile OfNumbers(IReadOnlyList<float> edges, IReadOnlyList<int> counts, int missing, ValueRange range) =>
        counts.Count == edges.Count + 1 && range.Lowest <= range.Highest
            ? new ColumnProfile(edges, counts, missing, range)
            : throw new ArgumentException("The numbers do not fit together.", nameof(counts));

    /// <summary>Of categories.</summary>
    /// <param name="counts">The rows of each category, and at last of all others.</param>
    /// <param name="missing">The rows without one.</param>
    public static ColumnProfile OfCategories(IReadOnlyList<int> counts, int missing) => new([], counts, missing, range: null);

    /// <summary>The bin of a value: of a number, or of a category by its index.</summary>
    public int BinOf(float value)
    {
        if (Range is null)
            return (int)value;
        int bin = 0;
        while (bin < Edges.Count && value > Edges[bin])
            bin++;
        return bin;
    }
}

/// <summary>From the smallest to the largest number.</summary>
internal readonly record struct ValueRange(float Lowest, float Highest);
