namespace Descent.Fuzz;

/// <summary>A stream that does not tell its length and gives a few bytes at a time.</summary>
internal sealed class Pipe(byte[] content) : MemoryStream(content)
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Few(count));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Few(buffer.Length)]);

    private static int Few(int count) => Math.Min(count, 61);
}
