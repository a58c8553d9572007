using Descent.Cli.Inputs;
using Descent.Data;
using Descent.Models;

namespace Descent.Cli.Reports;

/// <summary>The file that a report is written to.</summary>
internal static class ReportFile
{
    private const string Option = "--report";

    /// <summary>Checks, before any work, that it can be written and replaces nothing that the call needs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The file of the model.</param>
    /// <param name="inputs">What the call reads.</param>
    /// <exception cref="UsageException">It is the model or one of the inputs.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Require(string path, string model, params ReadOnlySpan<string?> inputs)
    {
        if (Path.GetFullPath(path) == Path.GetFullPath(model))
            throw new UsageException($"{Option} is {MessageText.Quote(path)}, which is the model; give another name");
        OutputFile.RequireFor(Option, path, inputs);
    }

    /// <summary>Writes the page.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, ReportContent content) => AtomicFile.WriteText(path, writer => ReportPage.Write(content, writer));
}
