namespace Descent.Data;

/// <summary>Puts values from files and users into messages of one line.</summary>
internal static class MessageText
{
    private const int LongestValue = 60;
    private const int MostNames = 20;

    /// <summary>The value in quotes; shortened, control characters written as <c>\n</c> or <c>\u0007</c>.</summary>
    public static string Quote(ReadOnlySpan<char> value) => $"'{Shortened(value)}'";

    /// <summary>The text with control characters written as escapes.</summary>
    public static string OneLine(ReadOnlySpan<char> text)
    {
        var line = new System.Text.StringBuilder(text.Length);
        foreach (char c in text)
        {
            _ = c switch
            {
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' => line.Append("\\u").Append(((int)c).ToString("x4", null)),
                _ => line.Append(c),
            };
        }

        return line.ToString();
    }

    /// <summary>The names with commas between them, shortened, the first few of many.</summary>
    public static string List(IReadOnlyList<string> names)
    {
        string list = string.Join(", ", names.Take(MostNames).Select(name => Shortened(name)));
        return names.Count > MostNames ? $"{list} and {names.Count - MostNames} more" : list;
    }

    /// <summary>"; did you mean 'x'?" if a name resembles the one wanted, otherwise nothing.</summary>
    public static string DidYouMean(string wanted, IReadOnlyList<string> names) =>
        NearestName.Find(wanted, names) is { } nearest ? $"; did you mean {Quote(nearest)}?" : "";

    /// <summary>There is no such column; did you mean another one; which ones there are.</summary>
    public static string NoColumn(string wanted, string why, IReadOnlyList<string> names)
    {
        string suggestion = DidYouMean(wanted, names);
        return $"there is no column {Quote(wanted)}{why}{(suggestion.Length == 0 ? "; the" : suggestion + " The")} columns are {List(names)}";
    }

    /// <summary>"1 row", "2 rows".</summary>
    public static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    private static string Shortened(ReadOnlySpan<char> text) =>
        text.Length > LongestValue ? OneLine(text[..LongestValue]) + "…" : OneLine(text);
}
