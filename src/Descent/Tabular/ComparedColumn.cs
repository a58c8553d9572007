using Descent.Data;

namespace Descent.Tabular;

/// <summary>A column in two tables, its cells as keys that are equal where they hold the same.</summary>
internal sealed class ComparedColumn
{
    private const int Missing = int.MinValue;

    private readonly TableColumn _train;
    private readonly TableColumn _test;

    // The key of each text; null for numbers, whose bits are their keys.
    private readonly int[]? _trainKeys;
    private readonly int[]? _testKeys;

    public ComparedColumn(Table train, Table test, string name, bool isNumeric)
    {
        _train = Column(train, name);
        _test = Column(test, name);
        if (isNumeric)
            return;

        var keyOf = new Dictionary<string, int>(StringComparer.Ordinal);
        bool areNumbers = _train.IsNumeric && _test.IsNumeric;
        _trainKeys = Keys(_train, areNumbers, keyOf);
        _testKeys = Keys(_test, areNumbers, keyOf);
    }

    /// <summary>The target, which is compared as numbers where both tables hold nothing else.</summary>
    public static ComparedColumn OfTarget(Table train, Table test) =>
        new(train, test, train.Target, Column(train, train.Target).IsNumeric && Column(test, train.Target).IsNumeric);

    public int TrainKey(int row) => _trainKeys is null ? Bits(_train.Numbers[row]) : _trainKeys[_train.Codes[row]];

    public int TestKey(int row) => _testKeys is null ? Bits(_test.Numbers[row]) : _testKeys[_test.Codes[row]];

    /// <summary>The chance that a training row and a held-back one, drawn apart, hold the same.</summary>
    public double ChanceOfAgreement()
    {
        var counts = new Dictionary<int, int>();
        for (int row = 0; row < _train.Numbers.Length; row++)
            counts[TrainKey(row)] = counts.GetValueOrDefault(TrainKey(row)) + 1;
        double agreements = 0;
        for (int row = 0; row < _test.Numbers.Length; row++)
            agreements += counts.GetValueOrDefault(TestKey(row));
        return agreements / ((double)_train.Numbers.Length * _test.Numbers.Length);
    }

    private static int[] Keys(TableColumn column, bool areNumbers, Dictionary<string, int> keyOf)
    {
        int[] keys = new int[column.Texts.Count];
        for (int code = 0; code < keys.Length; code++)
        {
            if (column.IsMissing(code))
            {
                keys[code] = Missing;
                continue;
            }

            string text = areNumbers ? FloatText.Canonical(column.Texts[code]) : column.Texts[code];
            if (!keyOf.TryGetValue(text, out keys[code]))
                keyOf.Add(text, keys[code] = keyOf.Count);
        }

        return keys;
    }

    // Adding 0 makes a negative zero what it equals; every NaN is the same.
    private static int Bits(float number) => BitConverter.SingleToInt32Bits(float.IsNaN(number) ? float.NaN : number + 0f);

    private static TableColumn Column(Table table, string name) =>
        table.Find(name) ?? throw table.Error(MessageText.NoColumn(name, ", which the model needs", table.ColumnNames));
}
