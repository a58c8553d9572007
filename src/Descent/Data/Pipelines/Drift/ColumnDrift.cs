using System.Globalization;

namespace Descent.Data;

/// <summary>A column that holds other values than the training rows did, by more than chance explains: predictions may be worse than was measured.</summary>
public sealed record ColumnDrift
{
    internal ColumnDrift(string column, ColumnKind kind, int rows)
    {
        Column = column;
        Kind = kind;
        Rows = rows;
    }

    /// <summary>The name of the column.</summary>
    public string Column { get; }

    /// <summary>What it holds.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The rows that were compared.</summary>
    public int Rows { get; }

    /// <summary>
    /// The population stability index Σ (q − p) ln(q/p), q and p being the shares of a bin here and in training; 0 for the same
    /// distribution, a large shift above 0.25. <see langword="null"/> where there is one bin, or fewer than 50 values. Siddiqi 2006.
    /// </summary>
    public double? StabilityIndex { get; internal init; }

    /// <summary>The share of the values that are below the smallest or above the largest number of the training rows; of categories, that are rare or new.</summary>
    public double OutsideShare { get; internal init; }

    /// <summary>The share of the cells without a value.</summary>
    public double MissingShare { get; internal init; }

    /// <summary>The share of the training rows' cells without a value.</summary>
    public double TrainingMissingShare { get; internal init; }

    internal bool HasShifted { get; init; }

    internal bool IsOutside { get; init; }

    internal bool HasMoreMissing { get; init; }

    internal ValueRange? TrainingRange { get; init; }

    /// <summary>One sentence with the numbers.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (HasShifted)
            parts.Add(Invariant($"its values are distributed otherwise (population stability index {StabilityIndex:F2}; above {DriftTest.LargeIndex} is a large shift)"));
        if (IsOutside)
        {
            parts.Add(TrainingRange is { } range
                ? Invariant($"{100 * OutsideShare:F1} % of its values are outside of the training rows' {range.Lowest} to {range.Highest}")
                : Invariant($"{100 * OutsideShare:F1} % of its values are categories that training hardly had or not at all"));
        }

        if (HasMoreMissing)
            parts.Add(Invariant($"{100 * MissingShare:F1} % of its cells are missing ({100 * TrainingMissingShare:F1} % in training)"));
        return $"column {MessageText.Quote(Column)} is not what training had: {string.Join("; ", parts)}";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
