using Descent.Reference;

namespace Descent.Cli.Inputs;

/// <summary>Reads JSON files that a call names.</summary>
internal static class SpecFile
{
    private const string StandardInput = "-";

    /// <summary>Reads a specification of <c>descent explain</c>.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    /// <exception cref="SpecException">It is no specification.</exception>
    public static ExplainSpec Read(string path) => ExplainSpecReader.Read(Bytes(path));

    /// <summary>Reads gradients of your own; an error names the file.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    /// <exception cref="SpecException">They are not gradients of this network.</exception>
    public static NetworkGradients ReadGradients(string path, ReferenceNetwork network, int rows)
    {
        try
        {
            return NetworkGradientsReader.Read(Bytes(path), network, rows);
        }
        catch (SpecException error)
        {
            throw new SpecException($"{path}: {error.Message}", error);
        }
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            if (path != StandardInput)
                return File.ReadAllBytes(path);
            using Stream input = Console.OpenStandardInput();
            using var bytes = new MemoryStream();
            input.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string reason = error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file; check the path"
                : Directory.Exists(path) ? "this is a folder; expected a JSON file"
                : $"the file cannot be read ({error.Message})";
            throw new UsageException($"{path}: {reason}", error);
        }
    }
}
