using System.Globalization;

namespace Descent.Data;

/// <summary>
/// A number as it is; a missing one as the median of the training rows, with a second feature that says whether it is missing
/// if some were missing in training.
/// </summary>
internal sealed class NumberEncoder : ColumnEncoder
{
    /// <param name="name">The column.</param>
    /// <param name="kind">Numeric or Boolean.</param>
    /// <param name="fill">What stands for a missing value; finite.</param>
    /// <param name="hasIndicator">Whether a feature says that a value is missing.</param>
    public NumberEncoder(string name, ColumnKind kind, float fill, bool hasIndicator)
        : base(name)
    {
        if (!float.IsFinite(fill))
            throw new ArgumentException($"The value for missing cells of '{name}' is not finite.", nameof(fill));
        Kind = kind;
        Fill = fill;
        HasIndicator = hasIndicator;
        FeatureNames = hasIndicator ? [name, $"{name} is missing"] : [name];
    }

    public override ColumnKind Kind { get; }

    public float Fill { get; }

    public bool HasIndicator { get; }

    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"{(Kind == ColumnKind.Boolean ? "yes or no as 1 or 0" : "a number")}; if missing {Fill}")
        + (HasIndicator ? ", and a feature that says so" : "");

    internal override IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Learns from some rows of a column.</summary>
    public static NumberEncoder Fit(TableColumn column, ColumnKind kind, ReadOnlySpan<int> rows)
    {
        float[] values = new float[rows.Length];
        int present = 0;
        Func<int, float> valueAt = Values(column, kind);
        foreach (int row in rows)
        {
            float value = valueAt(row);
            if (float.IsFinite(value))
                values[present++] = value;
        }

        // The median sorts them.
        return new NumberEncoder(column.Name, kind, Quantiles.Median(values.AsSpan(0, present)), hasIndicator: present > 0 && present < rows.Length)
        {
            Profile = ColumnProfile.OfSorted(values.AsSpan(0, present), rows.Length - present),
        };
    }

    internal override bool IsIndicator(int feature) => feature > 0 || Kind == ColumnKind.Boolean;

    internal override void Encode(TableColumn column, Span<float> features, int stride, int offset)
    {
        if (Kind == ColumnKind.Numeric)
        {
            ReadOnlySpan<float> numbers = column.Numbers;
            for (int row = 0, at = offset; row < numbers.Length; row++, at += stride)
                Encode(numbers[row], features.Slice(at, FeatureNames.Count));
            return;
        }

        Func<int, float> valueAt = Values(column, Kind);
        for (int row = 0, at = offset; at < features.Length; row++, at += stride)
            Encode(valueAt(row), features.Slice(at, FeatureNames.Count));
    }

    internal override void Encode(float value, Span<float> features)
    {
        bool isMissing = !float.IsFinite(value);
        features[0] = isMissing ? Fill : value;
        if (HasIndicator)
            features[1] = isMissing ? 1 : 0;
    }

    internal override void Encode(ReadOnlySpan<char> text, Span<float> features)
    {
        if (Kind == ColumnKind.Boolean)
        {
            Encode(BooleanText.Value(text), features);
            return;
        }

        Cell.Parse(text.Trim(), out float value);
        Encode(value, features);
    }

    internal override Func<int, float> ProfiledValues(TableColumn column) => Values(column, Kind);

    internal override string? Oddity(TableColumn column)
    {
        if (Kind != ColumnKind.Numeric)
            return null;
        Cell? odd = column.First(CellKind.Text) ?? column.First(CellKind.NotFinite) ?? column.First(CellKind.OutOfRange);
        return odd is { } cell ? $"column {MessageText.Quote(Name)} holds numbers, and {MessageText.Quote(cell.Text)}, which is none: such cells are taken as missing" : null;
    }

    private static Func<int, float> Values(TableColumn column, ColumnKind kind)
    {
        if (kind == ColumnKind.Numeric)
            return row => column.Numbers[row];
        float[] values = [.. column.Texts.Select(text => BooleanText.Value(text))];
        return row => values[column.Codes[row]];
    }
}
