using System.CommandLine;
using System.CommandLine.Invocation;
using Descent.Cli.Output;

namespace Descent.Cli.Calls;

/// <summary>Shows how the program or one of its commands is used.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="isAskedFor">Whether the user wants help, whatever else the call says.</param>
internal sealed class HelpPage(Terminal terminal, bool isAskedFor) : SynchronousCommandLineAction
{
    private const int TermWidth = 24;

    private readonly TextWriter _out = terminal.Out;
    private readonly Ink _ink = terminal.Ink;

    public override bool ClearsParseErrors => isAskedFor;

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is CliCommand command)
            Write(command);
        else
            WriteOverview(parseResult.CommandResult.Command);
        return ExitCode.Done;
    }

    private void WriteOverview(Command root)
    {
        _out.WriteLine($"{_ink.Strong("descent")} {ProgramVersion.Text}: {root.Description}");
        _out.WriteLine();
        _out.WriteLine(_ink.Strong("Commands"));
        foreach (CliCommand command in root.Subcommands.OfType<CliCommand>())
            WriteTerm(command.Name, command.Description!, width: 12);
        _out.WriteLine();
        _out.WriteLine(_ink.Strong("Try"));
        WriteTerm("descent train digits", "learn 1,797 handwritten digits", width: 43);
        WriteTerm("descent predict model.safetensors digits", "read them", width: 43);
        WriteTerm("descent train --help", "all options of a command", width: 43);
        WriteCloneHint();
    }

    private void Write(CliCommand command)
    {
        foreach (string usage in command.Usage)
            _out.WriteLine($"{_ink.Strong("descent")} {usage}");
        _out.WriteLine();
        foreach (string line in Paragraph.Wrap(command.About, Terminal.Width))
            _out.WriteLine(line);
        _out.WriteLine();
        foreach (Argument argument in command.Arguments)
            WriteTerm(argument.Name, argument.Description!, TermWidth);

        foreach (OptionGroup group in command.Groups)
        {
            _out.WriteLine();
            _out.WriteLine(_ink.Strong(group.Heading));
            foreach (Option option in group.Options)
                WriteTerm(option.HelpName is null ? option.Name : $"{option.Name} {option.HelpName}", option.Description!, TermWidth);
        }

        _out.WriteLine();
        _out.WriteLine(_ink.Strong("Examples"));
        foreach ((string call, string purpose) in command.Examples)
        {
            _out.WriteLine($"  {_ink.Accent($"descent {call}")}");
            foreach (string line in Paragraph.Wrap(purpose, Terminal.Width - 6))
                _out.WriteLine($"      {line}");
        }

        WriteCloneHint();
    }

    private void WriteTerm(string term, string meaning, int width)
    {
        string start = $"  {_ink.Accent(term)}";
        int room = width - term.Length;
        if (room < 2)
        {
            _out.WriteLine(start);
            start = new string(' ', width + 2);
        }
        else
        {
            start += new string(' ', room);
        }

        foreach (string line in Paragraph.Wrap(meaning, Terminal.Width - width - 2))
        {
            _out.WriteLine(start + line);
            start = new string(' ', width + 2);
        }
    }

    private void WriteCloneHint()
    {
        if (Invocation.CloneHint is not { } hint)
            return;
        _out.WriteLine();
        _out.WriteLine(_ink.Faint(hint));
    }
}
