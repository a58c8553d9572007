namespace Descent.Models;

/// <summary>
/// The safetensors format: the length of the header as eight little-endian bytes, the header, the data. The header is a
/// JSON object of tensors, <c>{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}</c>, and may have an
/// object of texts under <c>__metadata__</c>. Offsets count from the start of the data; the tensors follow one another,
/// and the last one ends with the file. https://huggingface.co/docs/safetensors
/// </summary>
/// <remarks>
/// The element types here are F32, F64 and I64; there are limits on the header (16 MiB), the dimensions of a tensor (8),
/// its elements (as many as an array holds), and the tensors (65,535). NaN and infinities are data like any other here.
/// </remarks>
internal static class Safetensors
{
    /// <summary>The name in the header that is no tensor.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The longest header that is read or written, in bytes.</summary>
    public const int MaxHeaderLength = 16 << 20;

    /// <summary>The data starts at a multiple of this many bytes; spaces after the header see to it.</summary>
    public const int Alignment = 8;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">The file cannot be opened or read, or is not a valid file of this format.</exception>
    public static TensorFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(path, () => DiskFiles.Instance.OpenRead(path), verify: null);
    }

    /// <summary>Reads a file that is opened in its own way, once <paramref name="verify"/> has looked through it.</summary>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    internal static TensorFile Read(string path, Func<Stream> open, Action<Stream>? verify)
    {
        try
        {
            using Stream stream = open();
            verify?.Invoke(stream);
            return Read(stream, path);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not ModelFileException)
        {
            (string found, string remedy) = error switch
            {
                _ when Directory.Exists(path) => ("a folder", "name the file in it"),
                FileNotFoundException or DirectoryNotFoundException => ("nothing there", "check the path"),
                UnauthorizedAccessException => ("no permission to read it", "change its permissions or read a copy"),
                _ => ($"an error of the system ({Excerpt.Of(error.Message, 200)})", "try again, or read a copy"),
            };
            throw ModelFileException.At(Excerpt.Of(path, 400), "file", found, "a model file", remedy, error);
        }
    }

    /// <summary>Reads a stream from its position to its end. It need not be seekable; then memory grows with what arrives.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <exception cref="ModelFileException">The stream is not a valid file of this format.</exception>
    public static TensorFile Read(Stream stream, string? source = null) => new SafetensorsReader(stream, source).Read();

    /// <summary>Writes a file. The same content makes the same bytes: tensors in their order, texts sorted by name.</summary>
    /// <exception cref="ArgumentException">The header would be longer, or the tensors more, than the format or the limits here allow.</exception>
    public static void Write(Stream stream, TensorFile file) => SafetensorsWriter.Write(stream, file);
}
