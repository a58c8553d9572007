using System.CommandLine;
using Descent.Cli.Output;

namespace Descent.Cli.Calls;

/// <summary>Options that belong together, under their heading in the help.</summary>
internal sealed record OptionGroup(string Heading, IReadOnlyList<Option> Options);

/// <summary>A command of the program, with what its help shows.</summary>
internal abstract class CliCommand : Command
{
    private readonly List<OptionGroup> _groups = [];

    protected CliCommand(string name, string summary, Terminal terminal)
        : base(name, summary)
    {
        Terminal = terminal;
        SetAction(Run);
    }

    /// <summary>How it is called, behind the name of the program; a line for each way.</summary>
    public required IReadOnlyList<string> Usage { get; init; }

    /// <summary>What it does, in some sentences.</summary>
    public required string About { get; init; }

    /// <summary>Calls to copy, each with what it is for.</summary>
    public required IReadOnlyList<(string Call, string Purpose)> Examples { get; init; }

    public IReadOnlyList<OptionGroup> Groups => _groups;

    protected Terminal Terminal { get; }

    protected abstract int Run(ParseResult call);

    /// <summary>An argument by its place. What is not given is empty until <see cref="CallErrors"/> has refused the call.</summary>
    protected Argument<string> AddArgument(string name, string help, bool isRequired = true)
    {
        var argument = new Argument<string>(name)
        {
            Description = help,
            Arity = isRequired ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
            DefaultValueFactory = isRequired ? null : _ => "",
        };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value.Length == 0)
                result.AddError($"{name} is empty; expected {help}");
        });
        Add(argument);
        return argument;
    }

    protected void AddGroup(string heading, params Option[] options)
    {
        foreach (Option option in options)
            Add(option);
        _groups.Add(new OptionGroup(heading, options));
    }

    protected static Option<string?> Text(string name, string placeholder, string help)
    {
        var option = new Option<string?>(name) { Description = help, HelpName = placeholder };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value.Length == 0)
                result.AddError($"{name} is empty; expected {placeholder}");
        });
        return option;
    }

    protected static Option<bool> Switch(string name, string help) => new(name) { Description = help, Arity = ArgumentArity.Zero };
}
