using Descent.Data;
using Descent.Models;

namespace Descent.Cli.Inputs;

/// <summary>Sees to it, before any work, that a result can be written and replaces none of what it is made from.</summary>
internal static class OutputFile
{
    /// <summary>Checks a file that the call wants written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputs">What the call reads; null and names of embedded sets do not matter.</param>
    /// <exception cref="UsageException">The file is one of the inputs.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Require(string path, params ReadOnlySpan<string?> inputs) => RequireFor("--out", path, inputs);

    /// <summary>The same for a file that another option names.</summary>
    /// <inheritdoc cref="Require"/>
    public static void RequireFor(string option, string path, params ReadOnlySpan<string?> inputs)
    {
        foreach (string? input in inputs)
        {
            if (!string.IsNullOrEmpty(input) && File.Exists(input) && Path.GetFullPath(input) == Path.GetFullPath(path))
                throw new UsageException($"{option} is {MessageText.Quote(path)}, which the call reads; give another name");
        }

        AtomicFile.RequireWritable(path);
    }
}
