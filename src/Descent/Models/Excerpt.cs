using System.Globalization;
using System.Text;

namespace Descent.Models;

/// <summary>
/// Parts of untrusted text for messages: on one line, short, and without characters that could steer a terminal.
/// </summary>
internal static class Excerpt
{
    public const int MaxLength = 60;

    /// <summary>The beginning of the text, in single quotes.</summary>
    public static string Quoted(string text, int maxLength = MaxLength) => $"'{Of(text, maxLength)}'";

    /// <summary>The beginning of the text, with an ellipsis if there is more.</summary>
    public static string Of(string text, int maxLength = MaxLength)
    {
        StringBuilder line = new(Math.Min(text.Length, maxLength) + 1);
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (used + rune.Utf16SequenceLength > maxLength)
                return line.Append('…').ToString();
            used += rune.Utf16SequenceLength;
            line.Append(IsHarmless(rune) ? rune.ToString() : " ");
        }

        return line.ToString();
    }

    /// <summary>The beginning of UTF-8 text, with an ellipsis if there is more.</summary>
    public static string Of(ReadOnlySpan<byte> utf8) =>
        Of(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 4 * MaxLength)]));

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
