using Descent.Data;

namespace Descent.Formats;

/// <summary>How a CSV file is read.</summary>
public sealed record CsvOptions
{
    private const string Delimiters = ",;\t|";

    /// <summary>The name of the target column; <see langword="null"/>: the last column.</summary>
    public string? Target { get; init; }

    /// <summary>What is to be predicted; <see langword="null"/>: as <see cref="Table.InferTask"/> says.</summary>
    public TaskKind? Task { get; init; }

    /// <summary>
    /// The texts that stand for a missing value, whatever their case, in place of the usual ones (NA, N/A, #N/A, NaN, null, none, ?).
    /// An empty cell is always missing.
    /// </summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>The columns whose cells are kept as they are written, although they may be numbers, for <see cref="PipelineOptions.Categorical"/>.</summary>
    public IReadOnlyList<string> TextColumns { get; init; } = [];

    /// <summary>
    /// What stands between fields: a comma, semicolon, tab or vertical bar. <see langword="null"/>: a tab in a file named
    /// .tsv, otherwise whichever of comma, semicolon and tab is most frequent in the header.
    /// </summary>
    /// <exception cref="ArgumentException">It is another character.</exception>
    public char? Delimiter
    {
        get;
        init => field = value is null || Delimiters.Contains(value.Value)
            ? value
            : throw new ArgumentException($"{nameof(Delimiter)} is '{value}'; expected a comma, a semicolon, a tab or a vertical bar.", nameof(value));
    }
}
