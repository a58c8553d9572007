using System.CommandLine;
using System.CommandLine.Invocation;
using Descent.Cli.Output;

namespace Descent.Cli.Calls;

/// <summary>The version of the program.</summary>
internal static class ProgramVersion
{
    public static string Text => typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}

/// <summary>Shows the version.</summary>
internal sealed class VersionLine(Terminal terminal) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        terminal.Out.WriteLine($"descent {ProgramVersion.Text}");
        return ExitCode.Done;
    }
}
