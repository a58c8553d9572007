using Descent.Data;

namespace Descent.Tabular;

/// <summary>Which rows of a table a model learns from; it is measured on the others. A closed set.</summary>
public abstract record TableSplit
{
    private const double DefaultShare = 0.25;

    private TableSplit()
    {
    }

    /// <summary>A quarter of the rows, drawn with the same mix of targets, is measured on.</summary>
    public static TableSplit Default { get; } = Random(DefaultShare);

    /// <summary>All rows are learned from: for a table of its own to measure on, for cross-validation, or to measure nothing.</summary>
    public static TableSplit None { get; } = new NoSplit();

    /// <summary>A share of the rows, drawn with the same mix of targets, is measured on.</summary>
    /// <param name="testShare">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public static TableSplit Random(double testShare) => new RandomSplit(Share(testShare));

    /// <summary>As told for each row.</summary>
    /// <param name="isTrain">Whether each row of the table is learned from, [rows].</param>
    public static TableSplit Given(IReadOnlyList<bool> isTrain) => new GivenSplit([.. isTrain]);

    /// <summary>Chooses the rows.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="known">The indices of those with a target.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="seed">What a draw is a function of.</param>
    /// <returns>Whether each row with a target is learned from.</returns>
    /// <exception cref="DataFormatException">The rows cannot be divided so.</exception>
    internal abstract bool[] Choose(Table table, int[] known, Dataset targets, int seed);

    private static double Share(double share) => share is > 0 and < 1
        ? share
        : throw new ArgumentOutOfRangeException(nameof(share), share, "expected a share above 0 and below 1");

    private sealed record NoSplit : TableSplit
    {
        internal override bool[] Choose(Table table, int[] known, Dataset targets, int seed) => [.. Enumerable.Repeat(true, known.Length)];
    }

    private sealed record RandomSplit(double TestShare) : TableSplit
    {
        internal override bool[] Choose(Table table, int[] known, Dataset targets, int seed) => StratifiedSplit.Choose(targets, 1 - TestShare, seed);
    }

    private sealed record GivenSplit(bool[] IsTrain) : TableSplit
    {
        internal override bool[] Choose(Table table, int[] known, Dataset targets, int seed)
        {
            if (IsTrain.Length != table.Rows)
                throw table.Error($"the split says {IsTrain.Length} times which part a row belongs to, but there are {table.Rows} rows");
            return [.. known.Select(row => IsTrain[row])];
        }
    }
}
