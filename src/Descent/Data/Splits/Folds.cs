using Descent.Numerics;

namespace Descent.Data;

/// <summary>
/// Cross-validation: the rows in K parts of like size, each of which is measured on once by a model that has not seen it. Stone 1974.
/// Deterministic functions of their arguments.
/// </summary>
/// <remarks>Beside them stands <see cref="HoldOut"/>, one split by the same three rules.</remarks>
public static class Folds
{
    // Streams of one purpose are told apart by their second coordinate; a hold-out has 0.
    private const uint StratifiedStream = 1;

    /// <summary>
    /// Parts with the same mix of targets, by class or by tenths of the target as <see cref="Dataset.Split(double, int)"/>: the sizes of
    /// two parts differ by at most 1, and so do their rows of each class. A class of fewer rows than parts is missing in some of them.
    /// </summary>
    /// <param name="data">The rows; only their targets matter.</param>
    /// <param name="folds">K, the number of parts, from 2 to the number of rows.</param>
    /// <param name="seed">Any number.</param>
    /// <returns>[K], each row in the test part of one.</returns>
    /// <exception cref="ArgumentException">The number of folds is outside its range.</exception>
    public static IReadOnlyList<Fold> Stratified(Dataset data, int folds, int seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        Check(folds, data.Rows);
        var strata = Strata.Of(data);
        int[] foldOfRow = new int[data.Rows];

        // Dealt out like cards, each stratum going on where the last one ended: none favours the first folds.
        int dealt = 0;
        for (int stratum = 0; stratum < strata.Sizes.Length; stratum++)
        {
            Span<int> rows = strata.Rows(stratum);
            new RandomStream((ulong)(uint)seed, RandomPurpose.Split, (uint)stratum, StratifiedStream).Shuffle(rows);
            foreach (int row in rows)
                foldOfRow[row] = dealt++ % folds;
        }

        return OfParts(foldOfRow, folds);
    }

    /// <summary>
    /// Parts that no group is torn apart by, such as the visits of one patient: what is measured is how the model does on groups that it
    /// has never seen. As equal in size and in their mix of targets as the groups allow.
    /// </summary>
    /// <remarks>
    /// Groups are placed from the largest down, each where Σ over parts of (Σₛ cₛ²/Nₛ + S n²/N) grows least: n and cₛ count the part's rows
    /// and those of stratum s (a class, or a tenth of the target), N and Nₛ all of them, S the strata. The seed decides among groups of equal size.
    /// </remarks>
    /// <param name="data">The rows; only their targets matter.</param>
    /// <param name="groups">The group of each row, [rows]; compared letter by letter.</param>
    /// <param name="folds">K, the number of parts, from 2 to the number of groups.</param>
    /// <param name="seed">Any number.</param>
    /// <returns>[K], each row in the test part of one.</returns>
    /// <exception cref="ArgumentException">The lengths differ, the number of folds is outside its range, or there are fewer groups than folds.</exception>
    public static IReadOnlyList<Fold> Grouped(Dataset data, IReadOnlyList<string> groups, int folds, int seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(groups);
        Check(folds, data.Rows);
        double[] shares = new double[folds];
        Array.Fill(shares, 1.0 / folds);
        return OfParts(GroupPlacement.Place(data, groups, shares, seed), folds);
    }

    /// <summary>
    /// A window that grows: the rows in the order of time in K + 1 parts of like size; fold k learns from the first k parts and is measured
    /// on the next one, as a model in use is. Rows of the same time stay together. Hyndman and Athanasopoulos, <em>Forecasting</em>, section 5.10.
    /// </summary>
    /// <param name="times">The time of each row, [rows], in any unit; not NaN.</param>
    /// <param name="folds">K, from 2 to one less than the number of different times.</param>
    /// <returns>[K], in the order of time. The first part is never measured on, and later ones are not learned from.</returns>
    /// <exception cref="ArgumentException">A time is NaN, the number of folds is outside its range, or there are too few different times.</exception>
    public static IReadOnlyList<Fold> InTime(ReadOnlySpan<double> times, int folds)
    {
        Check(folds, times.Length);
        var order = TimeOrder.Of(times);
        double[] wanted = new double[folds];
        for (int i = 0; i < folds; i++)
            wanted[i] = (i + 1.0) / (folds + 1);

        int[] ends = [.. order.Cut(wanted), times.Length];
        var parts = new Fold[folds];
        for (int i = 0; i < folds; i++)
            parts[i] = new Fold(order.Rows(0, ends[i]), order.Rows(ends[i], ends[i + 1]));
        return parts;
    }

    private static Fold[] OfParts(int[] foldOfRow, int folds)
    {
        int[] sizes = new int[folds];
        foreach (int fold in foldOfRow)
            sizes[fold]++;

        var parts = new Fold[folds];
        for (int fold = 0; fold < folds; fold++)
        {
            int[] train = new int[foldOfRow.Length - sizes[fold]];
            int[] test = new int[sizes[fold]];
            int trained = 0, tested = 0;
            for (int row = 0; row < foldOfRow.Length; row++)
            {
                if (foldOfRow[row] == fold)
                    test[tested++] = row;
                else
                    train[trained++] = row;
            }

            parts[fold] = new Fold(train, test);
        }

        return parts;
    }

    private static void Check(int folds, int rows)
    {
        if (folds < 2)
            throw new ArgumentOutOfRangeException(nameof(folds), folds, "Expected at least 2 folds: one to measure on and one to learn from.");
        if (folds > rows)
            throw new ArgumentException($"{folds} folds need at least as many rows; there are {rows}. Choose fewer folds.", nameof(folds));
    }
}
