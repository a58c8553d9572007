namespace Descent.Data;

/// <summary>
/// One of some names as a 1 among zeros: a feature for each frequent category of the training rows, one that the rare ones
/// share, and one for missing cells if there were any. A category that was never seen counts as rare; without rare ones it is
/// all zeros.
/// </summary>
internal sealed class CategoryEncoder : ColumnEncoder
{
    // A category of fewer than one in so many training rows is rare, but no category of five rows is.
    private const int RareShare = 200;
    private const int NeverRare = 5;

    private readonly string[] _categories;
    private readonly Dictionary<string, int> _slotOf;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _slotOfSpan;

    /// <param name="name">The column.</param>
    /// <param name="categories">The categories that have a feature, at least one, all different.</param>
    /// <param name="hasOther">Whether the rest shares a feature.</param>
    /// <param name="hasMissing">Whether missing cells have a feature.</param>
    public CategoryEncoder(string name, IReadOnlyList<string> categories, bool hasOther, bool hasMissing)
        : base(name)
    {
        if (categories.Count == 0)
            throw new ArgumentException($"The column '{name}' has no categories; expected at least one.", nameof(categories));
        _categories = [.. categories];
        HasOther = hasOther;
        HasMissing = hasMissing;
        _slotOf = new Dictionary<string, int>(_categories.Length, StringComparer.Ordinal);
        foreach (string category in _categories)
        {
            if (!_slotOf.TryAdd(category, _slotOf.Count))
                throw new ArgumentException($"The column '{name}' has the category {MessageText.Quote(category)} twice; expected different ones.", nameof(categories));
        }

        _slotOfSpan = _slotOf.GetAlternateLookup<ReadOnlySpan<char>>();
        FeatureNames =
        [
            .. _categories.Select(category => $"{name}={category}"),
            .. hasOther ? [$"{name} is rare"] : (string[])[],
            .. hasMissing ? [$"{name} is missing"] : (string[])[],
        ];
    }

    public override ColumnKind Kind => ColumnKind.Category;

    public IReadOnlyList<string> Categories => _categories;

    public bool HasOther { get; }

    public bool HasMissing { get; }

    public override string Description =>
        $"one of {MessageText.List(_categories)}{(HasOther ? ", or a rare one" : "")}{(HasMissing ? ", or missing" : "")}: a feature for each";

    internal override IReadOnlyList<string> FeatureNames { get; }

    private int OtherSlot => HasOther ? _categories.Length : -1;

    private int MissingSlot => HasMissing ? FeatureNames.Count - 1 : -1;

    /// <summary>Learns from some rows of a column.</summary>
    public static CategoryEncoder Fit(TableColumn column, ReadOnlySpan<int> rows, int mostCategories)
    {
        string[] names = Names(column);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int missing = 0;
        foreach (int row in rows)
        {
            int code = column.Codes[row];
            if (column.IsMissing(code))
                missing++;
            else
                counts[names[code]] = counts.GetValueOrDefault(names[code]) + 1;
        }

        int fewest = Math.Clamp(rows.Length / RareShare, 1, NeverRare);
        string[] frequent =
        [
            .. counts.Where(entry => entry.Value >= fewest)
                .OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => entry.Key).Take(mostCategories),
        ];
        if (frequent.Length == 0)
            frequent = [.. counts.Keys.Take(1)];
        ClassOrder.Sort(frequent);
        int[] kept = [.. frequent.Select(category => counts[category])];
        return new CategoryEncoder(column.Name, frequent, hasOther: frequent.Length < counts.Count, hasMissing: missing > 0)
        {
            Profile = ColumnProfile.OfCategories([.. kept, rows.Length - missing - kept.Sum()], missing),
        };
    }

    internal override bool IsIndicator(int feature) => true;

    internal override void Encode(TableColumn column, Span<float> features, int stride, int offset)
    {
        ReadOnlySpan<int> codes = column.Codes;
        string[] names = Names(column);
        int[] slots = new int[names.Length];
        for (int code = 0; code < slots.Length; code++)
            slots[code] = column.IsMissing(code) ? MissingSlot : SlotOf(names[code]);

        for (int row = 0, at = offset; row < codes.Length; row++, at += stride)
            Fill(features.Slice(at, FeatureNames.Count), slots[codes[row]]);
    }

    internal override void Encode(float value, Span<float> features)
    {
        Span<char> text = stackalloc char[32];
        int length = 0;
        if (!float.IsNaN(value))
            (value + 0f).TryFormat(text, out length, "R", System.Globalization.CultureInfo.InvariantCulture);
        Encode(text[..length], features);
    }

    internal override void Encode(ReadOnlySpan<char> text, Span<float> features)
    {
        text = text.Trim();
        Fill(features, text.IsEmpty ? MissingSlot : SlotOf(text));
    }

    internal override Func<int, float> ProfiledValues(TableColumn column)
    {
        string[] names = Names(column);
        float[] values = new float[names.Length];
        for (int code = 0; code < values.Length; code++)
        {
            int slot = column.IsMissing(code) ? 0 : SlotOf(names[code]);
            values[code] = column.IsMissing(code) ? float.NaN : slot < 0 ? _categories.Length : slot;
        }

        return row => values[column.Codes[row]];
    }

    internal override string? Oddity(TableColumn column)
    {
        string[] unseen = HasOther ? [] : [.. Names(column).Where((name, code) => !column.IsMissing(code) && !_slotOf.ContainsKey(name))];
        return unseen.Length == 0
            ? null
            : $"column {MessageText.Quote(Name)} holds {MessageText.Count(unseen.Length, "value")} that training had not: {MessageText.List([.. unseen.Take(5)])}{(unseen.Length > 5 ? " and others" : "")}";
    }

    private static void Fill(Span<float> features, int slot)
    {
        features.Clear();
        if (slot >= 0)
            features[slot] = 1;
    }

    /// <summary>The texts of a column; where all are numbers in one spelling, so that 1 and 1.0 are the same category.</summary>
    private static string[] Names(TableColumn column) =>
        column.IsNumeric ? [.. column.Texts.Select(FloatText.Canonical)] : [.. column.Texts];

    private int SlotOf(ReadOnlySpan<char> text)
    {
        if (_slotOfSpan.TryGetValue(text, out int slot))
            return slot;
        // A column that held texts in training may hold numbers alone elsewhere, in another spelling.
        return Cell.Parse(text, out _) == CellKind.Number && _slotOf.TryGetValue(FloatText.Canonical(text.ToString()), out slot) ? slot : OtherSlot;
    }
}
