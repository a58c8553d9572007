using Descent.Data;

namespace Descent.Tabular;

/// <summary>How a network holds back some of the rows that it could learn from.</summary>
/// <param name="Groups">The group of each row, which is held back or learned from as a whole; null: rows stand for themselves.</param>
internal sealed record HeldBackRule(string[]? Groups)
{
    /// <summary>Each row for itself, with the same mix of targets.</summary>
    public static HeldBackRule Stratified { get; } = new(Groups: null);

    /// <summary>Whether each row is learned from.</summary>
    /// <param name="rows">The rows, with their targets as they are.</param>
    /// <param name="share">The share that is held back.</param>
    /// <param name="seed">What the draw is a function of.</param>
    public bool[] Choose(Dataset rows, double share, int seed) => Groups is null
        ? HoldOut.Stratified(rows, 1 - share, seed)
        : HoldOut.Grouped(rows, Groups, 1 - share, seed);
}
