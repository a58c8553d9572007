using System.CommandLine;
using System.CommandLine.Parsing;
using Descent.Data;

namespace Descent.Cli.Calls;

/// <summary>Makes options that are one of some names. A wrong one is answered with the nearest and with all.</summary>
internal static class NameOption
{
    private const string Expected = "; expected ";

    /// <summary>A name that the library reads.</summary>
    /// <param name="name">The option.</param>
    /// <param name="help">What it does, with its default.</param>
    /// <param name="names">The names, of which the nearest is suggested.</param>
    /// <param name="read">What a name stands for; a <see cref="FormatException"/> says what was expected instead.</param>
    public static Option<T?> Of<T>(string name, string help, IReadOnlyList<string> names, Func<string, T> read)
        where T : class => new(name)
        {
            Description = help,
            HelpName = "NAME",
            CustomParser = result =>
            {
                try
                {
                    return read(result.Tokens[0].Value);
                }
                catch (FormatException error)
                {
                    int reason = error.Message.IndexOf(Expected, StringComparison.Ordinal);
                    AddError(result, name, names, error.Message[(reason + Expected.Length)..]);
                    return null;
                }
            },
        };

    /// <summary>One of a few words.</summary>
    public static Option<string?> Word(string name, string placeholder, string help, params string[] words) => new(name)
    {
        Description = help,
        HelpName = placeholder,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (words.Contains(text))
                return text;
            AddError(result, name, words, string.Join(" or ", words));
            return null;
        },
    };

    private static void AddError(ArgumentResult result, string name, IReadOnlyList<string> names, string expected)
    {
        string text = result.Tokens[0].Value;
        string suggestion = names.Contains(text) ? "" : MessageText.DidYouMean(text, names);
        result.AddError($"{name} is {MessageText.Quote(text)}{(suggestion.Length == 0 ? "; expected" : $"{suggestion} Expected")} {expected}");
    }
}
