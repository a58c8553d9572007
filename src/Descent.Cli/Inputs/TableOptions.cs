using System.CommandLine;
using Descent.Data;

namespace Descent.Cli.Inputs;

/// <summary>The options of train that say how the columns of a table are understood.</summary>
internal sealed class TableOptions
{
    public Option<string[]?> Columns { get; } = NameList("--columns", "the columns to learn from, with commas between them (default all that say something)");

    public Option<string[]?> Drop { get; } = NameList("--drop", "columns to leave out");

    public Option<string[]?> Categorical { get; } = NameList("--categorical", "columns of categories, although they look like numbers or names");

    public Option<string[]?> Numeric { get; } = NameList("--numeric", "columns of numbers, although some cells are none");

    public Option<string[]?> Missing { get; } = NameList("--missing", "what stands for a missing value beside an empty cell (default NA,N/A,#N/A,NaN,null,none,?)");

    public TableSettings Read(ParseResult call) => new(
        new PipelineOptions
        {
            Columns = Given(call, Columns),
            Drop = Given(call, Drop) ?? [],
            Categorical = Given(call, Categorical) ?? [],
            Numeric = Given(call, Numeric) ?? [],
        },
        Given(call, Missing));

    // An option that is not given has no names, and one that is given has some.
    private static string[]? Given(ParseResult call, Option<string[]?> option) => call.GetValue(option) is { Length: > 0 } names ? names : null;

    /// <summary>Names with commas between them; one with a comma in it stands in double quotes.</summary>
    private static Option<string[]?> NameList(string name, string help) => new(name)
    {
        Description = help,
        HelpName = "LIST",
        CustomParser = result =>
        {
            string[] names = [.. Names(result.Tokens[0].Value).Select(part => part.Trim()).Where(part => part.Length > 0)];
            if (names.Length == 0)
                result.AddError($"{name} is empty; expected names with commas between them");
            return names;
        },
    };

    private static IEnumerable<string> Names(string text)
    {
        int start = 0;
        bool isQuoted = false;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"')
                isQuoted = !isQuoted;
            if (i < text.Length && (text[i] != ',' || isQuoted))
                continue;
            string part = text[start..i].Trim();
            yield return part is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : part;
            start = i + 1;
        }
    }
}

/// <summary>How the columns of a table are understood.</summary>
/// <param name="Pipeline">What is said about columns.</param>
/// <param name="Missing">What stands for a missing value; null: the usual.</param>
internal sealed record TableSettings(PipelineOptions Pipeline, IReadOnlyList<string>? Missing);
