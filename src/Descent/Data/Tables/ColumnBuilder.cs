namespace Descent.Data;

/// <summary>Takes in the cells of one column, row after row.</summary>
/// <param name="name">The name of the column.</param>
/// <param name="keepsText">Whether the different texts are kept beside the numbers: for the column that may hold labels.</param>
internal sealed class ColumnBuilder(string name, bool keepsText)
{
    /// <summary>With more different texts than this a column holds no labels; they are given up, to save memory.</summary>
    public const int MostTexts = 10_000;

    private readonly Cell?[] _first = new Cell?[(int)CellKind.Text + 1];
    private readonly Dictionary<string, int> _codeOf = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly List<int> _codes = [];
    private readonly List<float> _numbers = [];
    private bool _keepsText = keepsText;

    /// <summary>Adds the cell of the next row.</summary>
    /// <param name="text">The cell without white space around it.</param>
    public void Add(ReadOnlySpan<char> text)
    {
        CellKind kind = Cell.Parse(text, out float value);
        if (kind != CellKind.Number && _first[(int)kind] is null)
            _first[(int)kind] = new Cell(_numbers.Count, kind, text.ToString());

        _numbers.Add(value);
        if (_keepsText)
            Keep(text);
    }

    /// <summary>The column of the cells so far.</summary>
    public TableColumn Build() => new(name, [.. _numbers], _first, _keepsText ? [.. _codes] : null, _keepsText ? [.. _texts] : null);

    private void Keep(ReadOnlySpan<char> text)
    {
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = _codeOf.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(text, out int code))
        {
            if (_texts.Count == MostTexts)
            {
                _keepsText = false;
                return;
            }

            code = _texts.Count;
            _texts.Add(text.ToString());
            _codeOf.Add(_texts[code], code);
        }

        _codes.Add(code);
    }
}
