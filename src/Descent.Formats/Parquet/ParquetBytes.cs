namespace Descent.Formats;

/// <summary>The bytes of a Parquet file. A read that goes beyond them is an error: what a page claims beyond the end would be read as zeros.</summary>
internal sealed class ParquetBytes(MemoryStream all) : MemoryStream(all.GetBuffer(), 0, (int)all.Length, writable: false)
{
    /// <exception cref="EndOfStreamException">Fewer bytes are left.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        Require(count);
        return base.Read(buffer, offset, count);
    }

    /// <exception cref="EndOfStreamException">Fewer bytes are left.</exception>
    public override int Read(Span<byte> buffer)
    {
        Require(buffer.Length);
        return base.Read(buffer);
    }

    private void Require(int count)
    {
        if (count > Length - Position)
            throw new EndOfStreamException($"{count} bytes are claimed where {Math.Max(0, Length - Position)} are left");
    }
}
