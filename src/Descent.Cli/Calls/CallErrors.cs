using System.CommandLine;
using System.CommandLine.Parsing;
using Descent.Data;

namespace Descent.Cli.Calls;

/// <summary>What is wrong with a call, in one line.</summary>
internal static class CallErrors
{
    /// <summary>The first thing that is wrong, or null.</summary>
    public static string? Find(ParseResult call, IReadOnlyList<string> arguments)
    {
        if (call.Action is { ClearsParseErrors: true } || arguments.Count == 0)
            return null;

        Command command = call.CommandResult.Command;
        return command is CliCommand known
            ? WrongOption(known, arguments) ?? Wrong(call, known) ?? Superfluous(call, known)
            : NoCommand(command, arguments[0]);
    }

    private static string NoCommand(Command root, string word)
    {
        string kind = word.StartsWith('-') ? "option" : "command";
        string[] names = [.. kind == "option" ? root.Options.Select(option => option.Name) : root.Subcommands.Select(command => command.Name)];
        return $"there is no {kind} {MessageText.Quote(word)}{Suggest(word, names)} one of {string.Join(", ", names)}";
    }

    // An option that nobody knows would otherwise be taken for an argument, and one that follows another for its value.
    private static string? WrongOption(CliCommand command, IReadOnlyList<string> arguments)
    {
        string[] names = [.. command.Options.Select(option => option.Name), "--help"];
        Option? open = null;
        foreach (string argument in arguments.TakeWhile(argument => argument != "--"))
        {
            string name = argument.Split('=', ':')[0];
            bool isOption = name.Length > 1 && name[0] == '-' && (name[1] == '-' || char.IsAsciiLetter(name[1]));
            if (isOption && open is not null)
                return NoValue(open);
            if (isOption && !names.Contains(name) && name is not "-h")
                return $"{command.Name} has no option {MessageText.Quote(name)}{Suggest(name, names, otherwise: $"; see 'descent {command.Name} --help'")}";
            open = isOption && name == argument ? command.Options.FirstOrDefault(option => option.Name == name && option.Arity.MinimumNumberOfValues > 0) : null;
        }

        return null;
    }

    private static string? Wrong(ParseResult call, CliCommand command)
    {
        foreach (ParseError error in call.Errors)
        {
            switch (error.SymbolResult)
            {
                case ArgumentResult { Tokens.Count: 0 } missing:
                    return $"{command.Name} needs {missing.Argument.Name}, {missing.Argument.Description}; see 'descent {command.Name} --help'";
                case OptionResult { IdentifierTokenCount: > 1 } repeated:
                    return $"{repeated.Option.Name} is given {repeated.IdentifierTokenCount} times; expected once";
                case OptionResult { Tokens.Count: 0 } empty:
                    return NoValue(empty.Option);
                case OptionResult or ArgumentResult:
                    return error.Message;
            }
        }

        return null;
    }

    private static string? Superfluous(ParseResult call, CliCommand command) => call.UnmatchedTokens.Count == 0
        ? call.Errors.Count == 0 ? null : call.Errors[0].Message
        : $"{MessageText.Quote(call.UnmatchedTokens[0])} is one argument too many; expected descent {command.Usage[^1]}";

    private static string NoValue(Option option) => $"{option.Name} has no value; expected {option.HelpName} behind it";

    private static string Suggest(string word, string[] names, string otherwise = "; expected") =>
        NearestName.Find(word, names) is { } nearest ? $"; did you mean '{nearest}'?{(otherwise == "; expected" ? " Expected" : "")}" : otherwise;
}
