namespace Descent.Tests.Models;

/// <summary>A stream over a file on a disk that fills up: at the second write, or when it is flushed.</summary>
internal sealed class FullDisk(Stream file, bool onFlush) : Stream
{
    private bool _hasWritten;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        int half = count / 2;
        if (onFlush || !_hasWritten)
            file.Write(buffer, offset, half);
        _hasWritten = true;
        if (!onFlush)
            throw Full();
        file.Write(buffer, offset + half, count - half);
    }

    public override void Flush()
    {
        if (onFlush)
            throw Full();
        file.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static IOException Full() => new("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);
}
