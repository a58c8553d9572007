using System.Globalization;

namespace Descent.Data;

/// <summary>Takes in the cells of one column, row after row.</summary>
/// <param name="name">The name of the column.</param>
/// <param name="keepsText">Whether the different texts are kept although they are numbers: for a column that may hold labels.</param>
/// <param name="missing">The texts that stand for no value; left out: the usual ones.</param>
/// <param name="isCommaDecimal">Whether a comma in a number separates decimals.</param>
internal sealed class ColumnBuilder(string name, bool keepsText, MissingMarks? missing = null, bool isCommaDecimal = false)
{
    /// <summary>With more different texts than this a column holds no labels.</summary>
    public const int MostTexts = 10_000;

    /// <summary>A column of so many different numbers is hardly one of categories; their texts are given up, to save memory.</summary>
    private const int MostNumberTexts = 256;

    private readonly MissingMarks _missing = missing ?? MissingMarks.Default;
    private readonly Cell?[] _first = new Cell?[(int)CellKind.Text + 1];
    private readonly Dictionary<string, int> _codeOf = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly List<CellKind> _kinds = [];
    private readonly List<int> _codes = [];
    private readonly List<float> _numbers = [];
    private bool _hasTexts = true;

    /// <summary>Adds the cell of the next row.</summary>
    /// <param name="text">The cell without white space around it.</param>
    public void Add(ReadOnlySpan<char> text)
    {
        CellKind kind = Cell.Parse(text, _missing, isCommaDecimal, out float value);
        if (kind != CellKind.Number && _first[(int)kind] is null)
            _first[(int)kind] = new Cell(_numbers.Count, kind, text.ToString());

        _numbers.Add(value);
        if (_hasTexts)
            Keep(text, kind);
    }

    /// <summary>Adds the cell of the next row, which is a number: NaN means that it is missing.</summary>
    public void Add(double number)
    {
        if (!keepsText && !_missing.HasNumbers && double.IsFinite(number) && float.IsFinite((float)number))
        {
            _hasTexts = _hasTexts && _texts.Count > 0;
            if (!_hasTexts)
            {
                _numbers.Add((float)number);
                return;
            }
        }

        if (double.IsNaN(number))
        {
            Add("");
            return;
        }

        Span<char> text = stackalloc char[32];
        number.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        Add(text[..length]);
    }

    /// <summary>The column of the cells so far.</summary>
    /// <param name="declared">What it holds, where the source says so.</param>
    public TableColumn Build(ColumnKind? declared = null) => _hasTexts
        ? new(name, [.. _numbers], _first, [.. _codes], [.. _texts], [.. _kinds]) { Declared = declared }
        : new(name, [.. _numbers], _first) { Declared = declared };

    private void Keep(ReadOnlySpan<char> text, CellKind kind)
    {
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = _codeOf.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(text, out int code))
        {
            // Where no text has come so far, so many different numbers are measurements.
            if (_texts.Count >= (keepsText ? MostTexts : MostNumberTexts) && _first[(int)CellKind.Text] is null)
            {
                _hasTexts = false;
                return;
            }

            code = _texts.Count;
            _texts.Add(text.ToString());
            _kinds.Add(kind);
            _codeOf.Add(_texts[code], code);
        }

        _codes.Add(code);
    }
}
