namespace Descent.Data;

/// <summary>Turns the cells of one column into features. Immutable: what it needs to know it has learned from the training rows.</summary>
public abstract class ColumnEncoder
{
    private protected ColumnEncoder(string name) => Name = name;

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>What the column holds.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>How the column is turned into features, in some words.</summary>
    public abstract string Description { get; }

    /// <summary>What the training rows held; null where it is not known.</summary>
    internal ColumnProfile? Profile { get; init; }

    /// <summary>What the features are called, in their order; at least one.</summary>
    internal abstract IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Whether a feature says yes or no (1 or 0), and so has a scale already.</summary>
    internal abstract bool IsIndicator(int feature);

    /// <summary>The features of every row.</summary>
    /// <param name="column">The column in some table.</param>
    /// <param name="features">[rows, stride]; those of this column begin at <paramref name="offset"/>.</param>
    /// <param name="stride">The features of all columns.</param>
    /// <param name="offset">Where those of this one begin.</param>
    internal abstract void Encode(TableColumn column, Span<float> features, int stride, int offset);

    /// <summary>The features of a number; NaN: a missing value.</summary>
    /// <param name="value">The number.</param>
    /// <param name="features">[<see cref="FeatureNames"/>], overwritten.</param>
    internal abstract void Encode(float value, Span<float> features);

    /// <summary>The features of a text; empty: a missing value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="features">[<see cref="FeatureNames"/>], overwritten.</param>
    internal abstract void Encode(ReadOnlySpan<char> text, Span<float> features);

    /// <summary>The values that a profile counts, by row: numbers, or the indices of categories; NaN: missing.</summary>
    internal abstract Func<int, float> ProfiledValues(TableColumn column);

    /// <summary>What is odd about the cells of a column, or null.</summary>
    internal virtual string? Oddity(TableColumn column) => null;
}
