using System.Buffers.Binary;
using Descent.Numerics;
using static System.FormattableString;

namespace Descent.Models;

/// <summary>
/// Reads one tensor file. Nothing is allocated by a size that the file claims before the length of the stream confirms
/// it; where a stream does not tell its length, buffers start small and grow as data arrives.
/// </summary>
internal sealed class SafetensorsReader(Stream stream, string? source)
{
    private const int FirstBlock = 1 << 13;

    private readonly MetadataContext _context = new(
        source, "header", "the file is damaged or not a safetensors file that this program writes: write it again or copy it anew");

    // Bytes after the header's length, if the stream can tell.
    private long? _available;

    public TensorFile Read()
    {
        _available = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
        SafetensorsHeader header = SafetensorsHeader.Parse(ReadHeader(ReadHeaderLength()), _context);
        RequireDataLength(header.DataLength);
        List<NamedTensor> tensors = new(header.Entries.Count);
        foreach (SafetensorsEntry entry in header.Entries)
            tensors.Add(ReadTensor(entry, header.DataLength));
        if (_available is null && stream.ReadByte() >= 0)
            throw Error("data", Invariant($"more than {header.DataLength} bytes"), "the end of the file after the last tensor");
        return new TensorFile(tensors, header.Metadata, source);
    }

    private int ReadHeaderLength()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            throw Error("start", Invariant($"a file of {read} bytes"), "the length of the header in 8 bytes");
        _available -= bytes.Length;
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > Safetensors.MaxHeaderLength)
            throw Error("length of the header", Invariant($"{length}"), Invariant($"at most {Safetensors.MaxHeaderLength} bytes"));
        if ((long)length > _available)
            throw Error("length of the header", Invariant($"{length}"), Invariant($"at most the {_available} bytes that follow"));
        return (int)length;
    }

    private byte[] ReadHeader(int length)
    {
        byte[] header = ReadValues<byte>(length, out int filled);
        if (filled < length)
            throw Error("header", Invariant($"the end of the file after {filled} bytes"), Invariant($"{length} bytes"));
        if (length == 0 || header[0] != '{')
            throw Error("header", length == 0 ? "nothing" : Excerpt.Quoted(Excerpt.Of(header)), "an object that starts with '{'");
        _available -= length;
        return header;
    }

    private void RequireDataLength(long expected)
    {
        if (_available < expected)
            throw Error("data", Invariant($"{_available} bytes"), Invariant($"{expected}, as the header says"));
        if (_available > expected)
            throw Error("data", Invariant($"{_available} bytes, {_available - expected} after the last tensor"), Invariant($"{expected}"));
    }

    private NamedTensor ReadTensor(SafetensorsEntry entry, long dataLength) => entry.Type switch
    {
        TensorType.F64 => ReadTensor<double>(entry, dataLength),
        TensorType.I64 => ReadTensor<long>(entry, dataLength),
        _ => ReadTensor<float>(entry, dataLength),
    };

    private NamedTensor<T> ReadTensor<T>(SafetensorsEntry entry, long dataLength)
        where T : unmanaged
    {
        T[] values = ReadValues<T>(entry.Count, out int filled);
        return filled == entry.Count
            ? new NamedTensor<T>(entry.Name, entry.Shape, values)
            : throw Error($"tensor {Excerpt.Quoted(entry.Name)}", Invariant($"the end of the file after {filled} of {entry.Count} elements"), Invariant($"{dataLength} bytes of data"));
    }

    private T[] ReadValues<T>(int count, out int filled)
        where T : unmanaged
    {
        T[] values = new T[_available is null ? Math.Min(count, FirstBlock) : count];
        filled = LittleEndian.Receive<T>(stream, values);
        while (filled == values.Length && filled < count)
        {
            Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            filled += LittleEndian.Receive(stream, values.AsSpan(filled));
        }

        return values;
    }

    private ModelFileException Error(string place, string found, string expected) =>
        ModelFileException.At(source, place, found, expected, _context.Remedy);
}
