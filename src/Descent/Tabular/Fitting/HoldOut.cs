using Descent.Data;

namespace Descent.Tabular;

/// <summary>How a network holds back some of the rows that it could learn from.</summary>
/// <param name="Groups">The group of each row, which is held back or learned from as a whole; null: rows stand for themselves.</param>
internal sealed record HoldOut(int[]? Groups)
{
    /// <summary>Whether each row is learned from.</summary>
    /// <param name="rows">The rows, with their targets as they are.</param>
    /// <param name="share">The share that is held back.</param>
    /// <param name="seed">What the draw is a function of.</param>
    public bool[] Choose(Dataset rows, double share, int seed) => Groups is null ? StratifiedSplit.Choose(rows, 1 - share, seed) : throw new NotSupportedException();
}
