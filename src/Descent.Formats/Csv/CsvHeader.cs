using System.Globalization;
using Descent.Data;

namespace Descent.Formats;

/// <summary>Reads and checks the names of the columns.</summary>
internal static class CsvHeader
{
    public static string[] Read(CsvRecords records)
    {
        if (!records.Read())
            throw records.Error("the file is empty; expected a header line with the names of the columns, and rows below it");

        if (records.FieldCount > TableLimits.MostColumns)
            throw records.ErrorInLine($"{records.FieldCount} columns; expected at most {TableLimits.MostColumns}");

        string[] names = new string[records.FieldCount];
        for (int i = 0; i < names.Length; i++)
            names[i] = records.Field(i).ToString();

        if (IsData(names))
            throw records.ErrorInLine($"{MessageText.List(names)} are numbers where the names of the columns are expected; add a header line");

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0)
                throw records.ErrorInLine($"column {i + 1} has no name; name it, or drop the column");
            if (!seen.TryAdd(names[i], i))
                throw records.ErrorInLine($"columns {seen[names[i]] + 1} and {i + 1} are both named {MessageText.Quote(names[i])}; give each column its own name");
        }

        return names;
    }

    /// <summary>Whether the line holds numbers only, and not 0, 1, 2, … or 1, 2, 3, … as some programs name columns.</summary>
    private static bool IsData(string[] names)
    {
        if (!Array.TrueForAll(names, name => Cell.Parse(name, out _) == CellKind.Number))
            return false;

        return !(int.TryParse(names[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && first is 0 or 1
            && names.Index().All(entry => entry.Item == (first + entry.Index).ToString(CultureInfo.InvariantCulture)));
    }
}
