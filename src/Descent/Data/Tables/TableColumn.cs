using System.Globalization;

namespace Descent.Data;

/// <summary>One column of a table: each cell as a number and, where few or no numbers are in it, as a text.</summary>
internal sealed class TableColumn
{
    private readonly float[] _numbers;
    private readonly Cell?[] _first;
    private int[]? _codes;
    private string[]? _texts;
    private CellKind[]? _kinds;

    /// <param name="name">The name of the column.</param>
    /// <param name="numbers">[rows]; NaN where a cell is no number.</param>
    /// <param name="first">The first cell of each <see cref="CellKind"/> but the numbers.</param>
    /// <param name="codes">The index of each cell's text in <paramref name="texts"/>, [rows], if they were kept.</param>
    /// <param name="texts">The different texts in order of appearance, if they were kept.</param>
    /// <param name="kinds">What each text is, [texts].</param>
    public TableColumn(string name, float[] numbers, Cell?[] first, int[]? codes = null, string[]? texts = null, CellKind[]? kinds = null)
    {
        Name = name;
        _numbers = numbers;
        _first = first;
        (_codes, _texts, _kinds) = (codes, texts, kinds);
    }

    public string Name { get; }

    /// <summary>What the column holds, where its source says so; null: to be found out.</summary>
    public ColumnKind? Declared { get; init; }

    public ReadOnlySpan<float> Numbers => _numbers;

    /// <summary>Whether the cells are known as they were written, and not only as numbers.</summary>
    public bool HasTexts => _texts is not null;

    /// <summary>The index of each cell's text, [rows]; where texts were not kept those of the numbers.</summary>
    public ReadOnlySpan<int> Codes
    {
        get
        {
            MakeTexts();
            return _codes;
        }
    }

    /// <summary>The different texts; where they were not kept those of the numbers.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            MakeTexts();
            return _texts!;
        }
    }

    /// <summary>Whether a text, given by its code, stands for no value.</summary>
    public bool IsMissing(int code) => _kinds![code] is CellKind.Empty or CellKind.MissingMark;

    /// <summary>Whether every value is a number.</summary>
    public bool IsNumeric => First(CellKind.Text) is null && First(CellKind.NotFinite) is null && First(CellKind.OutOfRange) is null;

    /// <summary>The first cell of that kind.</summary>
    public Cell? First(CellKind kind) => _first[(int)kind];

    /// <summary>The first cell that is not a number.</summary>
    public Cell? FirstProblem
    {
        get
        {
            Cell? earliest = null;
            foreach (Cell? cell in _first)
            {
                if (cell is { } found && !(earliest?.Row < found.Row))
                    earliest = found;
            }

            return earliest;
        }
    }

    /// <summary>The column of some rows, in that order, with the texts that stand in them.</summary>
    public TableColumn Select(ReadOnlySpan<int> rows)
    {
        var builder = new Selection(this, rows.Length);
        foreach (int row in rows)
            builder.Add(row);
        return builder.Build();
    }

    private sealed class Selection(TableColumn from, int rows)
    {
        private readonly float[] _numbers = new float[rows];
        private readonly int[]? _codes = from.HasTexts ? new int[rows] : null;
        private readonly int[] _newCodes = from.HasTexts ? [.. Enumerable.Repeat(-1, from._texts!.Length)] : [];
        private readonly List<int> _used = [];
        private readonly Cell?[] _first = new Cell?[from._first.Length];
        private int _count;

        public void Add(int row)
        {
            _numbers[_count] = from._numbers[row];
            CellKind kind = float.IsNaN(_numbers[_count]) ? from.KindAt(row) : CellKind.Number;
            if (kind != CellKind.Number)
                _first[(int)kind] ??= new Cell(_count, kind, _codes is null ? from._first[(int)kind]!.Value.Text : from._texts![from._codes![row]]);
            if (_codes is not null)
                _codes[_count] = Code(from._codes![row]);
            _count++;
        }

        public TableColumn Build() => _codes is null
            ? new(from.Name, _numbers, _first) { Declared = from.Declared }
            : new(from.Name, _numbers, _first, _codes, [.. _used.Select(code => from._texts![code])], [.. _used.Select(code => from._kinds![code])])
            {
                Declared = from.Declared,
            };

        private int Code(int old)
        {
            if (_newCodes[old] < 0)
            {
                _newCodes[old] = _used.Count;
                _used.Add(old);
            }

            return _newCodes[old];
        }
    }

    // Without texts only the first cell of each kind is known exactly; the others are of the most likely kind.
    private CellKind KindAt(int row)
    {
        if (_codes is not null)
            return _kinds![_codes[row]];
        foreach (Cell? cell in _first)
        {
            if (cell is { } found && found.Row == row)
                return found.Kind;
        }

        return Array.Find(_first, cell => cell is not null)!.Value.Kind;
    }

    private void MakeTexts()
    {
        if (_texts is not null)
            return;

        var codeOf = new Dictionary<float, int>();
        var texts = new List<string>();
        int[] codes = new int[_numbers.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            float number = _numbers[row] + 0f;
            if (!codeOf.TryGetValue(number, out codes[row]))
            {
                codes[row] = texts.Count;
                codeOf.Add(number, texts.Count);
                texts.Add(float.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture));
            }
        }

        _kinds = [.. texts.Select(text => text.Length == 0 ? CellKind.Empty : CellKind.Number)];
        _codes = codes;
        _texts = [.. texts];
    }
}
