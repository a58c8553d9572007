namespace Descent.Data;

/// <summary>
/// Holds rows back to measure on: which rows are learned from, as <see cref="Dataset.Split(ReadOnlySpan{bool})"/> takes them. Deterministic
/// functions of their arguments.
/// </summary>
/// <remarks>Beside it stand <see cref="Folds"/>, several splits by the same three rules.</remarks>
public static class HoldOut
{
    /// <summary>At random, with the same mix of targets in both parts, as <see cref="Dataset.Split(double, int)"/> does.</summary>
    /// <param name="data">The rows, at least 2; only their targets matter.</param>
    /// <param name="trainFraction">The share of the rows to learn from, above 0 and below 1.</param>
    /// <param name="seed">Any number.</param>
    /// <returns>Whether each row is learned from, [rows]; both parts have rows.</returns>
    /// <exception cref="ArgumentException">The fraction is outside its range, or there is only one row.</exception>
    public static bool[] Stratified(Dataset data, double trainFraction, int seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        Check(trainFraction, data.Rows);
        return StratifiedSplit.Choose(data, trainFraction, seed);
    }

    /// <summary>
    /// Whole groups, such as the visits of one patient, so that what is measured is how the model does on groups it has never seen; as near
    /// to the share, and with as equal a mix of targets, as the groups allow.
    /// </summary>
    /// <remarks>As <see cref="Folds.Grouped"/> with two parts, whose counts are divided by their shares.</remarks>
    /// <param name="data">The rows; only their targets matter.</param>
    /// <param name="groups">The group of each row, [rows], at least two different ones; compared letter by letter.</param>
    /// <param name="trainFraction">The share of the rows to learn from, above 0 and below 1.</param>
    /// <param name="seed">Any number.</param>
    /// <returns>Whether each row is learned from, [rows]; both parts have rows.</returns>
    /// <exception cref="ArgumentException">The fraction is outside its range, the lengths differ, or there is only one group.</exception>
    public static bool[] Grouped(Dataset data, IReadOnlyList<string> groups, double trainFraction, int seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(groups);
        Check(trainFraction, data.Rows);
        return [.. GroupPlacement.Place(data, groups, [trainFraction, 1 - trainFraction], seed).Select(part => part == 0)];
    }

    /// <summary>The last rows in the order of time, so that what is measured is how the model does on what comes after it. Rows of the same time stay together.</summary>
    /// <param name="times">The time of each row, [rows], at least two different ones, in any unit; not NaN.</param>
    /// <param name="trainFraction">The share of the rows to learn from, above 0 and below 1; the cut is made at the change of time nearest to it.</param>
    /// <returns>Whether each row is learned from, [rows]; both parts have rows.</returns>
    /// <exception cref="ArgumentException">The fraction is outside its range, a time is NaN, or all are the same.</exception>
    public static bool[] InTime(ReadOnlySpan<double> times, double trainFraction)
    {
        Check(trainFraction, times.Length);
        var order = TimeOrder.Of(times);
        bool[] isTrain = new bool[times.Length];
        foreach (int row in order.Rows(0, order.Cut([trainFraction])[0]))
            isTrain[row] = true;
        return isTrain;
    }

    private static void Check(double trainFraction, int rows)
    {
        if (!(trainFraction > 0 && trainFraction < 1))
            throw new ArgumentOutOfRangeException(nameof(trainFraction), trainFraction, "Expected a fraction above 0 and below 1.");
        if (rows < 2)
            throw new ArgumentException($"{MessageText.Count(rows, "row")} cannot be split into two parts; expected at least 2.");
    }
}
