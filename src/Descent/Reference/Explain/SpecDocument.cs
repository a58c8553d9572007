using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Descent.Reference;

/// <summary>The text of a JSON file as a document, with one line that says where it is none.</summary>
internal static class SpecDocument
{
    /// <summary>Parses the text and reads what is in it.</summary>
    /// <param name="utf8">The text of the file. A byte order mark is allowed; comments and trailing commas are not.</param>
    /// <param name="read">Reads the top level.</param>
    /// <exception cref="SpecException">The text is not JSON, or <paramref name="read"/> finds something wrong.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> utf8, Func<JsonElement, T> read)
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(utf8.Span))
            throw new SpecException("the file is not UTF-8 text, expected JSON in UTF-8");
        if (utf8.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            throw new SpecException("the file is empty, expected a JSON object");

        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            return read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new SpecException(Describe(exception, utf8.Span), exception);
        }
    }

    // The reader counts lines from 0 and columns in bytes from 0.
    private static string Describe(JsonException exception, ReadOnlySpan<byte> text)
    {
        long line = exception.LineNumber ?? 0;
        for (long skipped = 0; skipped < line; skipped++)
            text = text[(text.IndexOf((byte)'\n') + 1)..];
        int column = Encoding.UTF8.GetCharCount(text[..(int)Math.Min(exception.BytePositionInLine ?? 0, text.Length)]) + 1;
        string reason = exception.Message.Split(" LineNumber:")[0].Replace(" Change the reader options.", "", StringComparison.Ordinal).TrimEnd('.');
        return $"line {line + 1}, column {column}: not JSON that can be read: {SpecPlace.Reason(reason)}";
    }
}
