using Descent.Data;
using Descent.Formats;

namespace Descent.Cli.Inputs;

/// <summary>Reads what a call names as DATA.</summary>
internal static class DataSource
{
    private const string StandardInput = "-";

    /// <summary>What DATA can be, for the help and for messages.</summary>
    public const string Help = "an embedded set (digits, iris), a CSV, TSV, Parquet or IDX file, plain or .gz, or - for standard input";

    /// <summary>Reads a table.</summary>
    /// <param name="data">What the call names. An embedded set goes before a file of the same name, which is reached as ./digits.</param>
    /// <param name="options">The target column and how the file is read; null: the last column is the target.</param>
    /// <exception cref="DataFormatException">There is nothing of that name, or it cannot be used.</exception>
    public static Table Read(string data, CsvOptions? options = null)
    {
        if (EmbeddedData.Names.Contains(data))
            return CsvTable.ReadStream(EmbeddedData.OpenCsv(data), data, options);
        if (data == StandardInput)
            return TableFile.ReadStream(Console.OpenStandardInput(), "standard input", options);
        if (!File.Exists(data) && !Directory.Exists(data) && IsPlainWord(data))
            throw new DataFormatException($"{MessageText.OneLine(data)}: there is no such file or embedded set{EmbeddedSets(data)}");
        return TableFile.Read(data, options);
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
