using Descent.Data;

namespace Descent.Tabular;

/// <summary>Which rows of a table a model learns from, and how it is divided into folds; it is measured on the others. A closed set.</summary>
public abstract record TableSplit
{
    private const double DefaultShare = 0.25;

    private TableSplit()
    {
    }

    /// <summary>A quarter of the rows, drawn with the same mix of targets, is measured on.</summary>
    public static TableSplit Default { get; } = Random(DefaultShare);

    /// <summary>All rows are learned from, and nothing is measured on.</summary>
    public static TableSplit None { get; } = new NoSplit();

    /// <summary>A share of the rows, drawn with the same mix of targets, is measured on.</summary>
    /// <param name="testShare">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public static TableSplit Random(double testShare) => new RandomSplit(Checked(testShare));

    /// <summary>
    /// Whole groups, such as the visits of one patient, are learned from or measured on; networks hold whole groups back too. The
    /// column of the groups is no feature, as those of new rows are others, unless it is named in <see cref="PipelineOptions.Columns"/>.
    /// </summary>
    /// <param name="column">The column whose equal cells make a group.</param>
    /// <param name="testShare">The share of rows to measure on, as nearly as groups allow; above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public static TableSplit Grouped(string column, double testShare = DefaultShare) => new GroupSplit(column, Checked(testShare));

    /// <summary>
    /// The latest rows are measured on, and folds are windows that grow. A network holds the latest of the earlier rows back; of several
    /// networks each holds back another block of time.
    /// </summary>
    /// <param name="column">A column of dates, times or numbers.</param>
    /// <param name="testShare">The share of rows to measure on; above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public static TableSplit InTime(string column, double testShare = DefaultShare) => new TimeSplit(column, Checked(testShare));

    /// <summary>As told for each row. Folds divide the rows to learn from.</summary>
    /// <param name="isTrain">Whether each row of the table is learned from, [rows].</param>
    public static TableSplit Given(IReadOnlyList<bool> isTrain) => new GivenSplit([.. isTrain]);

    /// <summary>Whether each row is learned from.</summary>
    /// <param name="table">The rows that have a target.</param>
    /// <param name="known">Their indices among all rows.</param>
    /// <param name="allRows">How many there are with and without a target.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="seed">What a draw is a function of.</param>
    /// <exception cref="DataFormatException">The rows cannot be divided so.</exception>
    internal abstract bool[] Choose(Table table, int[] known, int allRows, Dataset targets, int seed);

    /// <summary>Folds of rows.</summary>
    internal virtual IReadOnlyList<Fold> Divide(Table table, Dataset targets, int folds, int seed) => Folds.Stratified(targets, folds, seed);

    /// <summary>The group of each row, [rows]; null: rows stand for themselves.</summary>
    internal virtual string[]? Groups(Table table) => null;

    /// <summary>The time of each row, [rows], where they are divided in time; null: they are not.</summary>
    internal virtual double[]? Times(Table table) => null;

    /// <summary>Whether it names rows rather than a rule, so that it holds beside a cross-validation.</summary>
    internal virtual bool NamesRows => false;

    /// <summary>The column that is no feature because rows are divided by it; null: none.</summary>
    internal virtual string? NoFeature => null;

    private static double Checked(double testShare) => testShare is > 0 and < 1
        ? testShare
        : throw new ArgumentOutOfRangeException(nameof(testShare), testShare, "Expected a share above 0 and below 1.");

    private static bool[] All(int rows) => [.. Enumerable.Repeat(true, rows)];

    private sealed record NoSplit : TableSplit
    {
        internal override bool[] Choose(Table table, int[] known, int allRows, Dataset targets, int seed) => All(table.Rows);
    }

    private sealed record RandomSplit(double TestShare) : TableSplit
    {
        internal override bool[] Choose(Table table, int[] known, int allRows, Dataset targets, int seed) => HoldOut.Stratified(targets, 1 - TestShare, seed);
    }

    private sealed record GroupSplit(string Column, double TestShare) : TableSplit
    {
        internal override string? NoFeature => Column;

        internal override bool[] Choose(Table table, int[] known, int allRows, Dataset targets, int seed) =>
            HoldOut.Grouped(targets, Groups(table), 1 - TestShare, seed);

        internal override IReadOnlyList<Fold> Divide(Table table, Dataset targets, int folds, int seed) => Folds.Grouped(targets, Groups(table), folds, seed);

        internal override string[] Groups(Table table) => SplitColumns.Groups(table, Column);
    }

    private sealed record TimeSplit(string Column, double TestShare) : TableSplit
    {
        internal override bool[] Choose(Table table, int[] known, int allRows, Dataset targets, int seed) =>
            HoldOut.InTime(Times(table), 1 - TestShare);

        internal override IReadOnlyList<Fold> Divide(Table table, Dataset targets, int folds, int seed) => Folds.InTime(Times(table), folds);

        internal override double[] Times(Table table) => SplitColumns.Times(table, Column);
    }

    private sealed record GivenSplit(bool[] IsTrain) : TableSplit
    {
        internal override bool NamesRows => true;

        internal override bool[] Choose(Table table, int[] known, int allRows, Dataset targets, int seed) => IsTrain.Length == allRows
            ? [.. known.Select(row => IsTrain[row])]
            : throw table.Error($"the split says of {IsTrain.Length} rows which part they belong to, but there are {allRows}");
    }
}
