using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Descent.Data;

namespace Descent.Formats;

/// <summary>
/// Decodes a stream for the CSV reader: strict UTF-8 without a byte order mark, every line ending in LF, no NUL. It
/// knows the line of what it refuses.
/// </summary>
internal sealed class CsvText : TextReader
{
    private const int BufferSize = 1 << 16;

    private readonly Stream _stream;
    private readonly byte[] _bytes = new byte[BufferSize];
    private readonly char[] _chars = new char[BufferSize + 1];
    private int _byteCount;
    private int _position;
    private int _charCount;
    private int _lines;
    private bool _isStart = true;
    private bool _isEnd;
    private bool _afterReturn;
    private bool _afterNewLine = true;

    public CsvText(Stream stream, string source)
    {
        _stream = stream;
        Source = source;
    }

    /// <summary>The file, as messages name it.</summary>
    public string Source { get; }

    /// <summary>The text that is decoded and not yet read; empty only at the end.</summary>
    public ReadOnlySpan<char> Ahead()
    {
        while (_position == _charCount && !_isEnd)
            Fill();
        return _chars.AsSpan(_position.._charCount);
    }

    public override int Read(Span<char> buffer)
    {
        ReadOnlySpan<char> text = Ahead();
        int count = Math.Min(text.Length, buffer.Length);
        text[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    // The reader fills its first buffer asynchronously; a file need not wait for that on another thread.
    public override Task<int> ReadBlockAsync(char[] buffer, int index, int count) => Task.FromResult(ReadBlock(buffer, index, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stream.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        int read = ReadBytes();
        _byteCount += read;
        _isEnd = read == 0;
        if (_isStart)
            CheckStart();

        OperationStatus status = Utf8.ToUtf16(_bytes.AsSpan(0, _byteCount), _chars, out int consumed, out int written,
            replaceInvalidSequences: false, isFinalBlock: _isEnd);
        _bytes.AsSpan(consumed.._byteCount).CopyTo(_bytes);
        _byteCount -= consumed;

        Span<char> text = _chars.AsSpan(0, written);
        int nul = text.IndexOf('\0');
        if (nul >= 0)
            throw Error(text[..nul], "a NUL byte: this is not a text file; expected CSV in UTF-8");
        if (status == OperationStatus.InvalidData)
            throw Error(text, "a byte that is not UTF-8; save the file as UTF-8");

        _position = 0;
        _charCount = WithLineFeeds(text);
        _lines += _chars.AsSpan(0, _charCount).Count('\n');
        if (_charCount > 0)
            _afterNewLine = _chars[_charCount - 1] == '\n';
        if (_isEnd && !_afterNewLine)
            _chars[_charCount++] = '\n';
    }

    private int ReadBytes()
    {
        try
        {
            // The header tells the delimiter, so it must not arrive in pieces.
            Span<byte> free = _bytes.AsSpan(_byteCount);
            return _isStart ? _stream.ReadAtLeast(free, free.Length, throwOnEndOfStream: false) : _stream.Read(free);
        }
        catch (DecoderFallbackException exception)
        {
            throw new DataFormatException($"{MessageText.OneLine(Source)}: the file begins as UTF-16 and is not; save it as UTF-8", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataFormatException($"{MessageText.OneLine(Source)}: the file cannot be read ({MessageText.OneLine(exception.Message)})", exception);
        }
    }

    private void CheckStart()
    {
        _isStart = false;
        ReadOnlySpan<byte> start = _bytes.AsSpan(0, _byteCount);
        if (start.StartsWith("\uFEFF"u8))
        {
            start[3..].CopyTo(_bytes);
            _byteCount -= 3;
        }
    }

    /// <summary>Replaces CR LF and CR by LF, in place.</summary>
    /// <returns>The new length.</returns>
    private int WithLineFeeds(Span<char> text)
    {
        if (!_afterReturn && !text.Contains('\r'))
            return text.Length;

        int length = 0;
        foreach (char c in text)
        {
            if (!(_afterReturn && c == '\n'))
                text[length++] = c == '\r' ? '\n' : c;
            _afterReturn = c == '\r';
        }

        return length;
    }

    private DataFormatException Error(Span<char> before, string found)
    {
        int line = _lines + before[..WithLineFeeds(before)].Count('\n') + 1;
        return new DataFormatException($"{MessageText.OneLine(Source)}, line {line}: {found}");
    }
}
