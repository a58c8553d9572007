namespace Descent.Data;

/// <summary>One round of a cross-validation: the rows to learn from, and the rows to measure on. They have no row in common.</summary>
public sealed class Fold
{
    internal Fold(int[] train, int[] test)
    {
        Train = train;
        Test = test;
    }

    /// <summary>The rows to learn from, ascending; at least one.</summary>
    public ReadOnlyMemory<int> Train { get; }

    /// <summary>The rows to measure on, ascending; at least one.</summary>
    public ReadOnlyMemory<int> Test { get; }
}
