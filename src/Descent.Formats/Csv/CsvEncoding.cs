using System.Text;

namespace Descent.Formats;

/// <summary>The encoding of a text, by its byte order mark.</summary>
internal static class CsvEncoding
{
    /// <summary>The bytes as UTF-8: UTF-16 is recoded, everything else is left to be judged.</summary>
    public static Stream ToUtf8(TableStream stream)
    {
        ReadOnlySpan<byte> start = stream.Head;
        bool isLittle = start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]), isBig = start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        return isLittle || isBig
            ? Encoding.CreateTranscodingStream(stream, new UnicodeEncoding(isBig, byteOrderMark: true, throwOnInvalidBytes: true), Encoding.UTF8)
            : stream;
    }
}
