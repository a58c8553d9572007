using System.Buffers.Binary;
using System.Globalization;
using Descent.Data;

namespace Descent.Formats;

/// <summary>An array in the IDX format of the MNIST data: two zero bytes, the type, the number of dimensions, their sizes, the numbers; big-endian.</summary>
internal sealed class IdxArray
{
    private const int SizeLength = 4;

    private readonly byte[] _bytes;
    private readonly IdxType _type;

    private IdxArray(byte[] bytes, IdxType type, int[] shape)
    {
        _bytes = bytes;
        _type = type;
        Shape = shape;
    }

    /// <summary>The sizes of the dimensions, at least one.</summary>
    public int[] Shape { get; }

    public int Rows => Shape[0];

    /// <summary>The numbers of each row.</summary>
    public int Columns => Shape.Skip(1).Aggregate(1, (product, size) => product * size);

    public static bool Recognises(ReadOnlySpan<byte> head) => head.Length >= 4 && head[0] == 0 && head[1] == 0 && IdxType.Of(head[2]) is not null && head[3] > 0;

    /// <exception cref="DataFormatException">The file is cut short or says nonsense about itself.</exception>
    public static IdxArray Read(TableStream stream, string source)
    {
        using MemoryStream all = stream.ReadToEnd();
        byte[] bytes = all.ToArray();
        if (!Recognises(bytes))
            throw Error(source, "this is no IDX file");
        int rank = bytes[3], start = 4 + (rank * SizeLength);
        if (bytes.Length < start)
            throw Error(source, $"the file is cut short: it has {rank} dimensions but not their sizes");

        IdxType type = IdxType.Of(bytes[2])!.Value;
        int[] shape = new int[rank];
        long count = 1;
        for (int i = 0; i < rank; i++)
        {
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 + (i * SizeLength)));
            count = shape[i] > 0 && count <= Array.MaxLength ? count * shape[i] : throw Error(source, string.Create(CultureInfo.InvariantCulture, $"dimension {i + 1} has the size {shape[i]}; expected at least 1"));
        }

        long expected = start + (count * type.Size);
        return bytes.Length == expected
            ? new IdxArray(bytes[start..], type, shape)
            : throw Error(source, string.Create(CultureInfo.InvariantCulture, $"the file has {bytes.Length} bytes, and by its sizes {string.Join(" × ", shape)} it must have {expected}; fetch it again"));
    }

    /// <summary>The number at a place, counted through all dimensions.</summary>
    public float this[long index] => _type.Read(_bytes.AsSpan((int)(index * _type.Size)));

    private static DataFormatException Error(string source, string message) => new($"{MessageText.OneLine(source)}: {message}");
}

/// <summary>What an IDX file holds.</summary>
/// <param name="Size">The bytes of a number.</param>
/// <param name="Read">Reads one.</param>
internal readonly record struct IdxType(int Size, IdxRead Read)
{
    public static IdxType? Of(byte code) => code switch
    {
        0x08 => new IdxType(1, bytes => bytes[0]),
        0x09 => new IdxType(1, bytes => (sbyte)bytes[0]),
        0x0B => new IdxType(2, bytes => BinaryPrimitives.ReadInt16BigEndian(bytes)),
        0x0C => new IdxType(4, bytes => BinaryPrimitives.ReadInt32BigEndian(bytes)),
        0x0D => new IdxType(4, BinaryPrimitives.ReadSingleBigEndian),
        0x0E => new IdxType(8, bytes => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes)),
        _ => null,
    };
}

/// <summary>Reads a number from its bytes.</summary>
internal delegate float IdxRead(ReadOnlySpan<byte> bytes);
