using Descent.Data;
using Descent.Formats;

namespace Descent.Cli.Inputs;

/// <summary>Reads what a call names as DATA.</summary>
internal static class DataSource
{
    private const string StandardInput = "-";

    /// <summary>What DATA can be, for the help and for messages.</summary>
    public const string Help = "an embedded set (digits, iris), a CSV or TSV file with a header line, or - for standard input";

    /// <summary>Reads a table.</summary>
    /// <param name="data">What the call names. An embedded set goes before a file of the same name, which is reached as ./digits.</param>
    /// <param name="target">The target column; null: the last.</param>
    /// <exception cref="DataFormatException">There is nothing of that name, or it cannot be used.</exception>
    public static NumericTable Read(string data, string? target = null)
    {
        var options = new CsvOptions { Target = target };
        if (EmbeddedData.Names.Contains(data))
            return CsvTable.ReadStream(EmbeddedData.OpenCsv(data), data, options);
        if (data == StandardInput)
            return CsvTable.ReadStream(Console.OpenStandardInput(), "standard input", options);
        if (!File.Exists(data) && !Directory.Exists(data) && IsPlainWord(data))
            throw new DataFormatException($"{MessageText.OneLine(data)}: there is no such file or embedded set{EmbeddedSets(data)}");
        return CsvTable.Read(data, options);
    }

    /// <summary>The end of a message about a name that is no embedded set: which one may be meant, and all of them.</summary>
    public static string EmbeddedSets(string wanted)
    {
        string suggestion = MessageText.DidYouMean(wanted, EmbeddedData.Names);
        return $"{(suggestion.Length == 0 ? "; the" : $"{suggestion} The")} embedded sets are {string.Join(", ", EmbeddedData.Names)}";
    }

    /// <summary>What the data is called in a model: an embedded set, or the file without its folder.</summary>
    public static string Name(string data) => data == StandardInput ? "standard input" : Path.GetFileName(data);

    private static bool IsPlainWord(string text) => !text.AsSpan().ContainsAny(Path.DirectorySeparatorChar, '.', '/');
}
