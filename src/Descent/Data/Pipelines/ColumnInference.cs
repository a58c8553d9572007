using System.Globalization;

namespace Descent.Data;

/// <summary>What a column seems to hold.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Reason">Why the column is left out; empty where it is not.</param>
/// <param name="Form">How dates are written.</param>
/// <param name="Note">What the user may want to know; null: nothing.</param>
internal readonly record struct ColumnFinding(ColumnKind Kind, string Reason = "", DateForm Form = default, string? Note = null);

/// <summary>Finds out what a column holds, from some of its rows.</summary>
internal sealed class ColumnInference
{
    // So few values may be anything.
    private const int FewValues = 20;

    // Some cells of a column of numbers are often notes or typing mistakes; with more of them it is no column of numbers.
    private const double ShareOfNumbers = 0.9;
    private const double ShareOfDates = 0.95;

    // Where most cells are measurements, a few words that come again and again stand for one that there is not: -, unknown.
    private const double ShareBesideMarks = 0.5;
    private const int MostMarks = 3;

    // Where so large a share of the texts is different, most of those to come are too.
    private const double ShareOfIdentifiers = 0.5;
    private const double WordsOfSentence = 4;
    private const int LongText = 60;

    private readonly TableColumn _column;
    private readonly int[] _rows;
    private readonly int _present;
    private readonly int _numbers;

    public ColumnInference(TableColumn column, ReadOnlySpan<int> rows)
    {
        _column = column;
        _rows = rows.ToArray();
        foreach (int row in rows)
        {
            bool isNumber = !float.IsNaN(column.Numbers[row]);
            if (isNumber)
                _numbers++;
            // Without texts what is no number is hardly ever something else.
            if (isNumber || (column.HasTexts && !column.IsMissing(column.Codes[row])))
                _present++;
        }
    }

    /// <summary>What the column holds.</summary>
    public ColumnFinding Find()
    {
        if (_present == 0)
            return new ColumnFinding(ColumnKind.Constant, "no training row has a value");
        if (_numbers == _present)
            return OfNumbers();
        string[] texts = PresentTexts();
        bool areMostNumbers = _numbers >= ShareOfNumbers * _present || (_numbers >= ShareBesideMarks * _present && HasFewMarks(texts));
        if (areMostNumbers && Different(_column.Numbers, FewValues + 1) > FewValues)
            return OfNumbers();
        if (texts.Length == 1 && _present == _rows.Length)
            return new ColumnFinding(ColumnKind.Constant, $"{MessageText.Quote(texts[0])} in every training row");
        if (BooleanText.ArePair(texts))
            return new ColumnFinding(ColumnKind.Boolean);
        return Date(texts) ?? OfTexts(texts);
    }

    /// <summary>How the column writes dates, or null if it holds none.</summary>
    public ColumnFinding? Date(string[] texts)
    {
        DateForm[] forms = [.. DateText.Forms.Where(form => texts.Count(text => DateText.TryParse(text, form, out _)) >= ShareOfDates * texts.Length)];
        if (forms.Length == 0)
            return null;
        bool isAmbiguous = forms.Contains(DateForm.MonthFirst) && forms.Contains(DateForm.DayFirst);
        string? note = isAmbiguous ? $"column {MessageText.Quote(_column.Name)} is read as month/day/year; no day is above 12 that would tell" : null;
        return new ColumnFinding(ColumnKind.DateTime, Form: forms[0], Note: note);
    }

    /// <summary>The different texts of the rows, without those that stand for no value.</summary>
    public string[] PresentTexts()
    {
        bool[] isThere = new bool[_column.Texts.Count];
        foreach (int row in _rows)
            isThere[_column.Codes[row]] = true;
        return [.. _column.Texts.Where((_, code) => isThere[code] && !_column.IsMissing(code))];
    }

    /// <summary>The first of the texts that differ only by case, or null.</summary>
    public static IGrouping<string, string>? Alike(IEnumerable<string> texts) =>
        texts.GroupBy(text => text.ToUpperInvariant()).FirstOrDefault(group => group.Count() > 1);

    private ColumnFinding OfNumbers()
    {
        int different = Different(_column.Numbers, int.MaxValue);
        if (different == 1 && _numbers == _rows.Length)
            return new ColumnFinding(ColumnKind.Constant, string.Create(CultureInfo.InvariantCulture, $"{_column.Numbers[_rows[0]]} in every training row"));
        // Numbers that count the rows may be a measurement, such as a time; the name decides.
        if (different == _rows.Length && different > FewValues && IsNamedLikeIdentifier() && AreWhole())
            return new ColumnFinding(ColumnKind.Identifier, "by its name, and each number is different");
        return new ColumnFinding(ColumnKind.Numeric);
    }

    private ColumnFinding OfTexts(string[] texts)
    {
        if (texts.Length > FewValues && texts.Length > ShareOfIdentifiers * _present)
        {
            string found = $"{texts.Length.ToString(CultureInfo.InvariantCulture)} different texts in {MessageText.Count(_present, "row")}";
            bool isText = texts.Average(text => text.Length) > LongText || texts.Average(text => 1 + text.AsSpan().Count(' ')) >= WordsOfSentence;
            return new ColumnFinding(isText ? ColumnKind.FreeText : ColumnKind.Identifier, found);
        }

        IGrouping<string, string>? alike = Alike(texts);
        string? note = alike is null ? null
            : $"in column {MessageText.Quote(_column.Name)} {string.Join(" and ", alike.Select(text => MessageText.Quote(text)))} differ only by case; they count as different";
        return new ColumnFinding(ColumnKind.Category, Note: note);
    }

    private static bool HasFewMarks(string[] texts) => texts.Count(text => Cell.Parse(text, out _) == CellKind.Text) <= MostMarks;

    private int Different(ReadOnlySpan<float> numbers, int most)
    {
        var seen = new HashSet<float>();
        foreach (int row in _rows)
        {
            if (!float.IsNaN(numbers[row]) && seen.Add(numbers[row]) && seen.Count == most)
                break;
        }

        return seen.Count;
    }

    private bool AreWhole() => _rows.All(row => float.IsInteger(_column.Numbers[row]));

    /// <summary>id, ID, customer_id, CustomerId, row, index, …</summary>
    private bool IsNamedLikeIdentifier()
    {
        string name = _column.Name;
        string lower = name.ToLowerInvariant();
        return lower is "id" or "key" or "index" or "row" or "rownames" or "uuid" or "guid" or "rowid" or "unnamed: 0" || lower.EndsWith("_id", StringComparison.Ordinal)
            || lower.EndsWith(" id", StringComparison.Ordinal) || name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("ID", StringComparison.Ordinal);
    }
}
