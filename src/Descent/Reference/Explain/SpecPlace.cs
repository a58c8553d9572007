using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Descent.Reference;

/// <summary>Where in a specification a value stands, such as <c>layers[1].weights[0][2]</c>. It becomes text only in an error.</summary>
/// <param name="Name">The path to the value or to the array that holds it; empty for the whole document.</param>
/// <param name="Row">The index in the array, or −1.</param>
/// <param name="Column">The index in the row, or −1.</param>
internal readonly record struct SpecPlace(string Name, int Row = -1, int Column = -1)
{
    private const int LongestEcho = 40;
    private const int LongestReason = 160;

    /// <summary>The whole document.</summary>
    public static SpecPlace Top => new("");

    /// <summary>An element of the array that stands here.</summary>
    public SpecPlace this[int index] => Row < 0 ? this with { Row = index } : this with { Column = index };

    /// <summary>A member of the object that stands here.</summary>
    public SpecPlace Member(string key) => new(Name.Length == 0 ? key : $"{this}.{key}");

    /// <summary>The error for a value that should have been something else.</summary>
    public SpecException Bad(JsonElement found, string expected) => Bad(Describe(found), expected);

    /// <inheritdoc cref="Bad(JsonElement, string)"/>
    public SpecException Bad(string found, string expected) => new($"{this}: {found}, expected {expected}");

    /// <summary>The error for a value that does not fit another one.</summary>
    public SpecException Unlike(string found, string other) => new($"{this}: {found}, but {other}");

    public override string ToString()
    {
        if (Name.Length == 0)
            return "top level";
        if (Row < 0)
            return Name;
        string column = Column < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"[{Column}]");
        return string.Create(CultureInfo.InvariantCulture, $"{Name}[{Row}]{column}");
    }

    /// <summary>A value as an error shows it.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => $"the number {Shorten(value.GetRawText(), LongestEcho)}",
        JsonValueKind.String => $"the text {Quote(Text(value))}",
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "an empty array" : "an array",
        _ => "an object",
    };

    /// <summary>A text in quotation marks, shortened, on one line.</summary>
    public static string Quote(string text) => $"\"{OneLine(Shorten(text, LongestEcho))}\"";

    /// <summary>What the JSON reader says, which may repeat the file, shortened and on one line.</summary>
    public static string Reason(string text) => OneLine(Shorten(text, LongestReason));

    // Escapes for what would break the line or the encoding.
    private static string OneLine(string text)
    {
        StringBuilder line = new();
        foreach (char c in text)
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029')
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                line.Append(c);
        }

        return line.ToString();
    }

    /// <summary>"1 row", "2 rows".</summary>
    public static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>The text of a string, or its raw form where its escapes make no text.</summary>
    public static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }

    private static string Shorten(string text, int longest) => text.Length <= longest ? text : text[..longest] + "…";
}
