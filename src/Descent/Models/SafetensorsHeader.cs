using static System.FormattableString;

namespace Descent.Models;

/// <summary>A tensor as the header describes it, consistent in itself: the bytes from begin to end are what the shape takes.</summary>
internal sealed record SafetensorsEntry(string Name, TensorType Type, int[] Shape, int Count, long Begin, long End);

/// <summary>The header of a tensor file, with everything checked that can be checked without the data.</summary>
/// <param name="Entries">In the order of the data, without holes or overlaps.</param>
/// <param name="Metadata">The texts by name.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The bytes that the data must have.</summary>
    public long DataLength => Entries.Count == 0 ? 0 : Entries[^1].End;

    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> json, MetadataContext context)
    {
        SafetensorsHeader header = MetadataJson.Read(json, context, ReadHeader);
        RequireContiguous(header.Entries, context);
        return header;
    }

    private static SafetensorsHeader ReadHeader(MetadataObject header)
    {
        IReadOnlyDictionary<string, string> metadata =
            header.Optional(Safetensors.MetadataKey)?.Object(ReadMetadata) ?? new Dictionary<string, string>();
        IEnumerable<SafetensorsEntry> entries = header.Names
            .Where(name => name != Safetensors.MetadataKey)
            .Select(name => ReadEntry(header, name));
        return new SafetensorsHeader([.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)], metadata);
    }

    private static Dictionary<string, string> ReadMetadata(MetadataObject metadata) =>
        metadata.Names.ToDictionary(name => name, name => metadata[name].String(Safetensors.MaxHeaderLength), StringComparer.Ordinal);

    private static SafetensorsEntry ReadEntry(MetadataObject header, string name)
    {
        if (name.Length is 0 or > NamedTensor.MaxNameLength)
            throw header[name].Error(Invariant($"a name of {name.Length} characters"), Invariant($"1 to {NamedTensor.MaxNameLength}"));
        return header[name].Object(tensor => ReadTensor(tensor, name));
    }

    private static SafetensorsEntry ReadTensor(MetadataObject tensor, string name)
    {
        TensorType type = tensor["dtype"].OneOf(("F32", TensorType.F32), ("F64", TensorType.F64), ("I64", TensorType.I64));
        int[] shape = tensor["shape"].Array(0, NamedTensor.MaxRank, dimension => dimension.Int32(0, Array.MaxLength));
        MetadataValue place = tensor["data_offsets"];
        long[] offsets = place.Array(2, 2, offset => offset.Int64(0, long.MaxValue));
        string found = Invariant($"[{offsets[0]}, {offsets[1]}]");
        if (offsets[0] > offsets[1])
            throw place.Error(found, "the beginning before the end");
        if (NamedTensor.CountOf(shape) is not { } count)
            throw tensor["shape"].Error(NamedTensor.Describe(type, shape), Invariant($"at most {Array.MaxLength} elements"));
        long bytes = (long)count * type.Size();
        if (offsets[1] - offsets[0] != bytes)
            throw place.Error($"{found}, {Bytes(offsets[1] - offsets[0])}", $"{Bytes(bytes)} for {NamedTensor.Describe(type, shape)}");
        return new SafetensorsEntry(name, type, shape, count, offsets[0], offsets[1]);
    }

    private static void RequireContiguous(IReadOnlyList<SafetensorsEntry> entries, MetadataContext context)
    {
        long end = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Begin != end)
            {
                string place = $"{MetadataPlace.Member("", entry.Name)}.data_offsets";
                throw context.Error(
                    place,
                    Invariant($"a beginning at {entry.Begin}, which leaves {(entry.Begin < end ? "an overlap" : "a hole")}"),
                    Invariant($"{end}, where the tensor before it ends"));
            }

            end = entry.End;
        }
    }

    private static string Bytes(long count) => Invariant($"{count} bytes");
}
