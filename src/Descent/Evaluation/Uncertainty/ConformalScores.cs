namespace Descent.Evaluation;

/// <summary>
/// How far predictions were off on rows that they had not seen, sorted: what a set or an interval of any coverage is made
/// from. Split conformal prediction, Vovk et al. 2005; Lei et al. 2018; Angelopoulos and Bates 2021.
/// </summary>
/// <remarks>
/// With n scores, a new row of the same kind has a score of at most the k-th smallest, k = ⌈(n + 1)·coverage⌉, with at
/// least that probability, whatever the network and the distribution: its rank among the n + 1 is equally likely to be any.
/// Of more than <see cref="MostKept"/> scores those of the ranks ⌈j·n / 1000⌉ are kept, and the next larger one is taken,
/// which covers by up to 0.1 % more and never by less.
/// </remarks>
public sealed class ConformalScores
{
    /// <summary>The scores of a column that are kept.</summary>
    public const int MostKept = 1000;

    private readonly float[] _kept;

    /// <summary>Scores as they were kept.</summary>
    /// <param name="rows">n, the number of rows that were scored, at least 1.</param>
    /// <param name="kept">[columns, kept]: the smaller of n and <see cref="MostKept"/> for each column, ascending, finite.</param>
    /// <param name="columns">The numbers that are predicted for a row; 1 for a classification.</param>
    /// <exception cref="ArgumentException">A number is outside its range, or the order is wrong; the message says where.</exception>
    public ConformalScores(int rows, ReadOnlySpan<float> kept, int columns = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        Rows = rows;
        Columns = columns;
        if (kept.Length != (long)Kept * columns)
            throw new ArgumentException($"{rows} rows have {kept.Length} scores; expected {Kept} for each of {columns} columns.", nameof(kept));
        Guard.Finite(kept, Kept, nameof(kept));
        for (int i = 1; i < kept.Length; i++)
        {
            if (i % Kept > 0 && kept[i] < kept[i - 1])
                throw new ArgumentException(FormattableString.Invariant($"Score {i} is {kept[i]}, below the one before it, {kept[i - 1]}; expected ascending scores."), nameof(kept));
        }

        _kept = kept.ToArray();
    }

    /// <summary>n, the number of rows that were scored.</summary>
    public int Rows { get; }

    /// <summary>The numbers that are predicted for a row; 1 for a classification.</summary>
    public int Columns { get; }

    /// <summary>The kept scores of each column.</summary>
    public int Kept => Math.Min(Rows, MostKept);

    /// <summary>All that is kept, [columns, kept].</summary>
    internal ReadOnlySpan<float> All => _kept;

    /// <summary>The scores of a column, ascending, [<see cref="Kept"/>].</summary>
    public ReadOnlySpan<float> Of(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
        return _kept.AsSpan(column * Kept, Kept);
    }

    /// <summary>Sorts scores and keeps at most <see cref="MostKept"/> of each column.</summary>
    /// <param name="scores">[rows, columns], finite; at least one row.</param>
    /// <param name="columns">At least 1.</param>
    /// <exception cref="ArgumentException">There are no rows, the length is not whole rows, or a score is not finite.</exception>
    public static ConformalScores FromRows(ReadOnlySpan<float> scores, int columns = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        int rows = Guard.Rows(scores.Length, columns, nameof(scores)), keep = Math.Min(rows, MostKept);
        Guard.Shape(scores.Length, rows, columns, nameof(scores));
        Guard.Finite(scores, columns, nameof(scores));
        float[] kept = new float[columns * keep], sorted = new float[rows];
        for (int column = 0; column < columns; column++)
        {
            for (int row = 0; row < rows; row++)
                sorted[row] = scores[(row * columns) + column];
            Array.Sort(sorted);
            for (int j = 1; j <= keep; j++)
                kept[(column * keep) + j - 1] = sorted[(int)CeilingOfRatio((long)j * rows, keep) - 1];
        }

        return new ConformalScores(rows, kept, columns);
    }

    /// <summary>The score that a new row does not exceed with at least this probability.</summary>
    /// <param name="coverage">Above 0 and below 1.</param>
    /// <param name="column">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="InvalidOperationException">The rows are too few: even the largest score promises less.</exception>
    public float Quantile(double coverage, int column = 0)
    {
        ReadOnlySpan<float> scores = Of(column);
        long rank = Rank(coverage, Rows);
        if (rank > Rows)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"A coverage of {coverage} needs {RowsFor(coverage)} held-back rows, and the model has {Rows}; ask for at most {MostCoverage(Rows)}, or train with more rows held back."));
        }

        return scores[(int)CeilingOfRatio(rank * Kept, Rows) - 1];
    }

    /// <summary>The fewest rows that can promise a coverage: n ≥ ⌈(n + 1)·coverage⌉, which is n ≥ coverage / (1 − coverage).</summary>
    /// <param name="coverage">Above 0 and below 1.</param>
    public static int RowsFor(double coverage)
    {
        decimal share = Share(coverage);
        return share < 1 && decimal.Ceiling(share / (1 - share)) is < int.MaxValue and var rows ? Math.Max(1, (int)rows) : int.MaxValue;
    }

    // Three digits, rounded down: what is advised must be possible.
    private static decimal MostCoverage(int rows) => decimal.Floor(1000m * rows / (rows + 1)) / 1000;

    private static long Rank(double coverage, int rows) => Math.Max(1, (long)decimal.Ceiling((rows + 1L) * Share(coverage)));

    // As a decimal 0.55 is 55/100, and 100 times that is 55: as a double it would be more.
    private static decimal Share(double coverage) => coverage is > 0 and < 1
        ? (decimal)coverage
        : throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "expected a share above 0 and below 1, such as 0.9");

    private static long CeilingOfRatio(long numerator, long denominator) => (numerator + denominator - 1) / denominator;
}
