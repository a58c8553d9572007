using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Descent.Models;

/// <summary>Writes tensor files; the values go to the stream as they are, so writing needs memory for the header only.</summary>
internal static class SafetensorsWriter
{
    // Quotes as \" rather than \u0022: the texts are JSON themselves and people look at them.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, TensorFile file)
    {
        ArrayBufferWriter<byte> header = new();
        WriteHeader(header, file);
        int padding = -header.WrittenCount & (Safetensors.Alignment - 1);
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        if (header.WrittenCount > Safetensors.MaxHeaderLength)
            throw new ArgumentException($"The header of the model file would be {header.WrittenCount} bytes; expected at most {Safetensors.MaxHeaderLength}. Fewer classes, categories or records make it shorter.", nameof(file));

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.WrittenCount);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
        foreach (NamedTensor tensor in file.Tensors)
            tensor.WriteTo(stream);
    }

    private static void WriteHeader(IBufferWriter<byte> header, TensorFile file)
    {
        if (file.Tensors.Count >= MetadataJson.MaxMembers)
            throw new ArgumentException($"A model file of {file.Tensors.Count} tensors; expected at most {MetadataJson.MaxMembers - 1}.", nameof(file));
        using Utf8JsonWriter json = new(header, Options);
        json.WriteStartObject();
        WriteMetadata(json, file.Metadata);
        long begin = 0;
        foreach (NamedTensor tensor in file.Tensors)
        {
            long end = begin + tensor.ByteCount;
            WriteEntry(json, tensor, begin, end);
            begin = end;
        }

        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
            return;
        json.WriteStartObject(Safetensors.MetadataKey);
        foreach ((string key, string text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, text);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, NamedTensor tensor, long begin, long end)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Type.ToString());
        json.WriteStartArray("shape");
        foreach (int dimension in tensor.Shape)
            json.WriteNumberValue(dimension);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
