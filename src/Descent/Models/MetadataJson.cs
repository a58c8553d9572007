using System.Text;
using System.Text.Json;

namespace Descent.Models;

/// <summary>
/// Reads a JSON document strictly. The reading code asks for each property with its type and its range, and every check
/// that it could forget is made for it: names that stand twice, properties nobody asked for, depth, text that is not
/// Unicode, numbers that are not finite, and refusals of the constructors it calls. All of them throw
/// <see cref="ModelFileException"/> with the path of the value.
/// </summary>
/// <example>
/// <code>
/// MetadataJson.Read(json, context, document => new Description(
///     Units: document["units"].Int32(1, 1 &lt;&lt; 20),
///     Rate: document.Optional("rate")?.Single(0, 1) ?? 0,
///     Layers: document["layers"].Array(1, 1000, layer => layer.Object(ReadLayer))));
/// </code>
/// </example>
internal static class MetadataJson
{
    /// <summary>How deeply arrays and objects may be nested.</summary>
    public const int MaxDepth = 32;

    /// <summary>How many properties one object may have.</summary>
    public const int MaxMembers = 1 << 16;

    /// <summary>Reads a document whose root is an object.</summary>
    /// <param name="json">The document.</param>
    /// <param name="context">The file and the document, for messages.</param>
    /// <param name="read">Makes the result from the root. Nothing that it is given may be kept: the document ends with it.</param>
    /// <exception cref="ModelFileException">The document is not JSON, or not what <paramref name="read"/> asks for.</exception>
    public static T Read<T>(string json, MetadataContext context, Func<MetadataObject, T> read) =>
        Read(Encoding.UTF8.GetBytes(json), context, read);

    /// <inheritdoc cref="Read{T}(string, MetadataContext, Func{MetadataObject, T})"/>
    public static T Read<T>(ReadOnlyMemory<byte> json, MetadataContext context, Func<MetadataObject, T> read)
    {
        using JsonDocument document = Parse(json, context);
        return new MetadataValue(document.RootElement, context, default).Object(read);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json, MetadataContext context)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException error)
        {
            throw context.Error("", $"no valid JSON ({Excerpt.Of(error.Message, 200)})", $"JSON nested at most {MaxDepth} deep", error);
        }
    }
}
