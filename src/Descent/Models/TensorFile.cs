using System.Collections.ObjectModel;
using System.Text;

namespace Descent.Models;

/// <summary>The content of a safetensors file: named tensors and a few texts.</summary>
internal sealed class TensorFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, NamedTensor> _byName = new(StringComparer.Ordinal);

    /// <summary>A file with these tensors and texts.</summary>
    /// <param name="tensors">With different names.</param>
    /// <param name="metadata">The texts by name.</param>
    /// <param name="source">The file they were read from, for messages.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or a name or text is one that the format cannot hold.</exception>
    public TensorFile(IEnumerable<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata, string? source = null)
    {
        // Eight-byte elements first, so that every tensor in the file is aligned to its element; the order is stable.
        Tensors = [.. tensors.OrderByDescending(tensor => tensor.Type.Size())];
        Metadata = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(metadata, StringComparer.Ordinal));
        Source = source;
        foreach (NamedTensor tensor in Tensors)
        {
            RequireUnicode(tensor.Name, nameof(tensors));
            if (tensor.Name == Safetensors.MetadataKey)
                throw new ArgumentException($"No tensor can be named {Safetensors.MetadataKey}: the format uses that name.", nameof(tensors));
            if (!_byName.TryAdd(tensor.Name, tensor))
                throw new ArgumentException($"Two tensors are named {tensor.Name}.", nameof(tensors));
        }

        foreach ((string key, string text) in Metadata)
        {
            RequireUnicode(key, nameof(metadata));
            RequireUnicode(text, nameof(metadata));
        }
    }

    /// <summary>In the order of the file: those with eight-byte elements first, otherwise as they were given.</summary>
    public IReadOnlyList<NamedTensor> Tensors { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The file that this was read from; <see langword="null"/> if it is not known or was made in memory.</summary>
    public string? Source { get; }

    /// <summary>The tensor of that name, element type and shape.</summary>
    /// <exception cref="ModelFileException">There is none, or it has another type or shape.</exception>
    public NamedTensor<T> Get<T>(string name, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        string expected = NamedTensor.Describe(TensorTypes.Of<T>(), shape);
        if (!_byName.TryGetValue(name, out NamedTensor? tensor))
            throw Error($"tensor {Excerpt.Quoted(name)}", "none", expected);
        return tensor is NamedTensor<T> typed && typed.Shape.SequenceEqual(shape)
            ? typed
            : throw Error($"tensor {Excerpt.Quoted(name)}", tensor.ToString(), expected);
    }

    /// <summary>Refuses the file if it holds a tensor that is not among the names.</summary>
    /// <exception cref="ModelFileException">It does.</exception>
    public void RequireOnly(IReadOnlySet<string> names)
    {
        foreach (NamedTensor tensor in Tensors)
        {
            if (!names.Contains(tensor.Name))
                throw Error("tensors", $"the unknown tensor {Excerpt.Quoted(tensor.Name)}", "only those that the description names");
        }
    }

    private ModelFileException Error(string place, string found, string expected) =>
        ModelFileException.At(Source, place, found, expected, "tensors and description must come from the same model: write the file again");

    // Half a surrogate pair has no UTF-8; the writer would replace it, and two names could become one.
    private static void RequireUnicode(string text, string parameter)
    {
        try
        {
            _ = Utf8.GetByteCount(text);
        }
        catch (EncoderFallbackException error)
        {
            throw new ArgumentException($"{Excerpt.Quoted(text)} is not well-formed Unicode.", parameter, error);
        }
    }
}
