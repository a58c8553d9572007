using System.Globalization;
using Descent.Data;
using Descent.Numerics;

namespace Descent.Tabular;

/// <summary>Held-back rows that a model has already seen: whose cells, in all columns that it uses, equal those of a training row.</summary>
/// <remarks>
/// Cells are compared as the pipeline reads them: numbers as numbers, others letter by letter, missing ones as equal to each other. Rows are
/// found by a hash and then compared cell by cell, in time proportional to the cells.
/// </remarks>
public sealed class DuplicateRows
{
    // Below this share of the held-back rows the measured quality hardly moves.
    private const double NotableShare = 0.01;
    private const int FewestNotable = 2;

    private DuplicateRows(int[] rows, int sameTarget, int testRows, double expected)
    {
        Rows = rows;
        SameTarget = sameTarget;
        TestRows = testRows;
        Expected = expected;
    }

    /// <summary>The held-back rows that equal a training row, ascending, as they are counted in their table.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>How many of them have the target of such a training row too.</summary>
    public int SameTarget { get; }

    /// <summary>The number of held-back rows.</summary>
    public int TestRows { get; }

    /// <summary>
    /// How many one would expect if the columns had nothing to do with each other: m (1 − (1 − p)ⁿ) for m held-back and n training rows, with
    /// p = Π over columns of Σ over values of (share in training · share held back). Where there are few columns with few values each, equal
    /// rows are nothing odd.
    /// </summary>
    public double Expected { get; }

    /// <summary>
    /// One sentence where such rows may have raised the measured quality: at least two, 1 % of the rows, and twice as many as
    /// <see cref="Expected"/>; otherwise <see langword="null"/>.
    /// </summary>
    public string? Warning
    {
        get
        {
            double share = (double)Rows.Count / TestRows;
            if (Rows.Count < FewestNotable || share < NotableShare || Rows.Count < 2 * Expected)
                return null;
            string same = SameTarget == Rows.Count ? "all" : SameTarget.ToString(CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture,
                $"{Rows.Count} of {TestRows} held-back rows ({100 * share:F1} %) equal a training row in every column that the model uses, {same} of them in the target too; if they are copies, the measured quality flatters the model");
        }
    }

    /// <summary>Looks for them among the rows of one table.</summary>
    /// <param name="table">The table, with its target.</param>
    /// <param name="isTrain">Whether each row was learned from, [rows]; both kinds occur.</param>
    /// <param name="pipeline">The pipeline of the model.</param>
    /// <exception cref="ArgumentException">The length is not that of the table, or a part is empty.</exception>
    /// <exception cref="DataFormatException">A column that the pipeline needs is missing.</exception>
    public static DuplicateRows Find(Table table, ReadOnlySpan<bool> isTrain, TablePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (isTrain.Length != table.Rows)
            throw new ArgumentException($"The split has {isTrain.Length} entries; expected one for each of {table.Rows} rows.", nameof(isTrain));

        bool[] inTrain = isTrain.ToArray();
        int[] train = [.. Enumerable.Range(0, inTrain.Length).Where(row => inTrain[row])];
        int[] test = [.. Enumerable.Range(0, inTrain.Length).Where(row => !inTrain[row])];
        DuplicateRows found = Find(table.Select(train), table.Select(test), pipeline);
        return new DuplicateRows([.. found.Rows.Select(row => test[row])], found.SameTarget, found.TestRows, found.Expected);
    }

    /// <summary>Looks for rows of one table in another.</summary>
    /// <param name="train">The rows that were learned from, with their target.</param>
    /// <param name="test">The rows that were held back; without the target, none counts as equal in it.</param>
    /// <param name="pipeline">The pipeline of the model.</param>
    /// <exception cref="DataFormatException">A column that the pipeline needs is missing.</exception>
    public static DuplicateRows Find(Table train, Table test, TablePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(pipeline);
        ComparedColumn[] columns = [.. pipeline.Columns.Select(column => new ComparedColumn(train, test, column.Name, column.Kind == ColumnKind.Numeric))];
        ComparedColumn? target = train.Target.Length > 0 && test.Find(train.Target) is not null ? ComparedColumn.OfTarget(train, test) : null;

        var seen = new SeenRows(columns, target, train.Rows);
        var rows = new List<int>();
        int same = 0;
        for (int row = 0; row < test.Rows; row++)
        {
            if (seen.Find(row) is not { } found)
                continue;
            rows.Add(row);
            same += found.HasTarget ? 1 : 0;
        }

        double p = columns.Aggregate(1.0, (product, column) => product * column.ChanceOfAgreement());
        return new DuplicateRows([.. rows], same, test.Rows, test.Rows * (1 - ScalarMath.PowInt(1 - p, train.Rows)));
    }
}
