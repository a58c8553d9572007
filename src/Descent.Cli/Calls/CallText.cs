using System.CommandLine;

namespace Descent.Cli.Calls;

/// <summary>A call as one would type it again.</summary>
internal static class CallText
{
    private const string Plain = "-_./,:=+@%^";

    /// <summary>The command line, with quotes where a shell needs them.</summary>
    public static string Of(ParseResult call) => string.Join(' ', call.Tokens.Select(token => Quote(token.Value)).Prepend("descent"));

    private static string Quote(string word) => word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || Plain.Contains(c))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
