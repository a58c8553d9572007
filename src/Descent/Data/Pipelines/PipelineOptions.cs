namespace Descent.Data;

/// <summary>What a <see cref="TablePipeline"/> is told about the columns of a table; the rest it finds out.</summary>
/// <remarks>Names that no column has are an error when the pipeline is fitted.</remarks>
public sealed record PipelineOptions
{
    /// <summary>The columns to learn from; <see langword="null"/>: all but the target.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The columns to leave out.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>The columns that hold categories, also where they look like numbers or like identifiers.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>The columns that hold numbers, also where some cells are none (taken as missing) or each number is different.</summary>
    public IReadOnlyList<string> Numeric { get; init; } = [];

    /// <summary>
    /// The categories of one column that get an input of their own, the most frequent ones; the others share one. At least 1.
    /// Above 100 there are fewer where the inputs of all such columns and rows would take more than 200 MB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MostCategories
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MostCategories), value, "expected at least 1");
    } = 1000;
}
