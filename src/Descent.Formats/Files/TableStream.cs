using System.Globalization;
using System.IO.Compression;
using Descent.Data;

namespace Descent.Formats;

/// <summary>
/// The bytes of a table: decompressed if they are gzip, with a look at the first ones, and refused when they are more than
/// this program can hold.
/// </summary>
internal sealed class TableStream : Stream
{
    private const int HeadLength = 8;

    // A table in memory takes several times its file: cells, features, the parts that they are split into.
    private const int ShareOfMemory = 3;

    private static readonly byte[] GzipMagic = [0x1F, 0x8B];

    private readonly Stream _inner;
    private readonly string _source;
    private readonly long _limit;
    private readonly byte[] _head = new byte[HeadLength];
    private readonly int _headLength;
    private long _position;

    private TableStream(Stream inner, string source, long limit)
    {
        _inner = inner;
        _source = source;
        _limit = limit;
        for (int count = -1; count != 0; _headLength += count)
            count = Guard(_head.AsSpan(_headLength));
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <summary>The first bytes, up to eight, whatever was read since.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    /// <summary>The bytes of a table that this program can hold.</summary>
    private static long Most => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory;

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataFormatException">It cannot be opened, or is too large.</exception>
    public static TableStream Open(string path) => Open(OpenFile(path), path);

    /// <summary>Reads from a stream, which it closes in the end.</summary>
    /// <exception cref="DataFormatException">It cannot be read, or is too large.</exception>
    public static TableStream Open(Stream stream, string source) => Open(stream, source, Most);

    internal static TableStream Open(Stream stream, string source, long limit)
    {
        try
        {
            if (stream.CanSeek && stream.Length > limit)
                throw TooLarge(source, stream.Length, limit);
            var plain = new TableStream(stream, source, limit);
            return plain.Head.StartsWith(GzipMagic) ? new TableStream(new GZipStream(plain, CompressionMode.Decompress), source, limit) : plain;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _position < _headLength ? ReadHead(buffer) : Guard(buffer);
        _position += count;
        return _position <= _limit ? count : throw TooLarge(_source, _position, _limit);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Everything that is left, in memory, for formats that are not read from front to back.</summary>
    public MemoryStream ReadToEnd()
    {
        var all = new MemoryStream();
        CopyTo(all);
        all.Position = 0;
        return all;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private int ReadHead(Span<byte> buffer)
    {
        ReadOnlySpan<byte> head = Head[(int)_position..];
        head = head[..Math.Min(head.Length, buffer.Length)];
        head.CopyTo(buffer);
        return head.Length;
    }

    /// <summary>Reads as the inner stream does.</summary>
    private int Guard(Span<byte> buffer)
    {
        try
        {
            return _inner.Read(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unreadable(_source, exception);
        }
    }

    private static DataFormatException Unreadable(string source, Exception exception) =>
        new($"{MessageText.OneLine(source)}: the file cannot be read ({MessageText.OneLine(exception.Message)})", exception);

    private static DataFormatException TooLarge(string source, long length, long limit) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{MessageText.OneLine(source)}: the table has {Size(length)} or more, and a table is held in memory, here up to {Size(limit)} of it; take fewer rows (a random sample) or fewer columns"));

    private static string Size(long bytes) => bytes >= 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.#} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");

    private static FileStream OpenFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string name = MessageText.OneLine(path);
        if (Directory.Exists(path))
            throw new DataFormatException($"{name}: this is a directory; expected a file with a table");

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException || path.Length == 0)
        {
            throw new DataFormatException($"{name}: there is no such file; check the path", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, exception);
        }
    }
}
