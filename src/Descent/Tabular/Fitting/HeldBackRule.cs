using Descent.Data;
using Descent.Numerics;

namespace Descent.Tabular;

/// <summary>How a network holds back some of the rows that it could learn from.</summary>
/// <param name="Groups">The group of each row, which is held back or learned from as a whole; null: rows stand for themselves.</param>
/// <param name="Times">The time of each row, where blocks of it are held back; null: they are drawn.</param>
internal sealed record HeldBackRule(string[]? Groups, double[]? Times = null)
{
    /// <summary>Each row for itself, with the same mix of targets.</summary>
    public static HeldBackRule Stratified { get; } = new(Groups: null);

    /// <summary>As rows are divided to be measured on, so are they to be held back.</summary>
    /// <param name="split">How they are divided.</param>
    /// <param name="table">All rows.</param>
    /// <exception cref="DataFormatException">The column to divide by is not there, or a cell cannot be used.</exception>
    public static HeldBackRule Of(TableSplit split, Table table) => new(split.Groups(table), split.Times(table));

    /// <summary>The same rule for some of the rows.</summary>
    public HeldBackRule Select(int[] rows) => new(
        Groups is null ? null : [.. rows.Select(row => Groups[row])],
        Times is null ? null : [.. rows.Select(row => Times[row])]);

    /// <summary>Whether each row is learned from.</summary>
    /// <param name="rows">The rows, with their targets as they are.</param>
    /// <param name="share">The share that is held back.</param>
    /// <param name="seed">What the draw is a function of.</param>
    /// <param name="network">Which network it is for, from 0: in time the first holds the latest rows back, each further one those before.</param>
    public bool[] Choose(Dataset rows, double share, int seed, int network = 0) => Times is not null ? InTime(Times, rows, share, seed, network)
        : Groups is not null ? HoldOut.Grouped(rows, Groups, 1 - share, seed)
        : HoldOut.Stratified(rows, 1 - share, seed);

    // A whole block, so that no neighbour in time tells what its rows are. If all networks held the latest rows back, none would learn from them.
    // Cut at the share, whatever the times are: of rows of the same time some may be drawn, or a column of a few years would hold half of them back.
    private static bool[] InTime(double[] times, Dataset rows, double share, int seed, int network)
    {
        int[] order = [.. Enumerable.Range(0, rows.Rows)];
        new RandomStream((ulong)(uint)seed, RandomPurpose.Split).Shuffle(order);
        order = [.. order.OrderBy(row => times[row])];
        int count = Math.Clamp((int)Math.Round(share * rows.Rows, MidpointRounding.AwayFromZero), 1, rows.Rows - 1);
        Span<int> block = order.AsSpan(rows.Rows - (((network % (rows.Rows / count)) + 1) * count), count);
        bool[] isTrain = [.. Enumerable.Repeat(true, rows.Rows)];
        foreach (int row in block)
            isTrain[row] = false;
        if (rows.HasLabels)
            KeepClasses(block, rows, isTrain);
        return isTrain.Contains(false) ? isTrain : HoldOut.Stratified(rows, 1 - share, seed);
    }

    // A class of these rows alone would not be learned: the earlier half of its rows is.
    private static void KeepClasses(ReadOnlySpan<int> block, Dataset rows, bool[] isTrain)
    {
        ReadOnlySpan<int> labels = rows.Labels.Span;
        bool[] isLearned = new bool[rows.Outputs];
        int[] heldBack = new int[rows.Outputs], kept = new int[rows.Outputs];
        for (int row = 0; row < isTrain.Length; row++)
        {
            isLearned[labels[row]] |= isTrain[row];
            heldBack[labels[row]] += isTrain[row] ? 0 : 1;
        }

        foreach (int row in block)
        {
            int label = labels[row];
            if (isLearned[label] || 2 * kept[label] >= heldBack[label])
                continue;
            isTrain[row] = true;
            kept[label]++;
        }
    }
}
