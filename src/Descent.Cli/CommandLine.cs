using System.CommandLine;
using System.CommandLine.Help;
using Descent.Cli.Calls;
using Descent.Cli.Commands;
using Descent.Cli.Output;
using Descent.Data;
using Descent.Models;
using Descent.Reference;
using Descent.Training;

namespace Descent.Cli;

/// <summary>The whole program: finds the command, runs it, and turns what goes wrong into one line and an exit code.</summary>
internal sealed class CommandLine
{
    /// <summary>Set to 1 to see where an unexpected error came from.</summary>
    private const string DebugVariable = "DESCENT_DEBUG";

    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };
    private static readonly InvocationConfiguration Invoking = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };

    private readonly Terminal _terminal;
    private readonly Command _root;

    public CommandLine(Terminal terminal)
    {
        _terminal = terminal;
        // A RootCommand would be called after its executable; the tool has one name however it is started.
        _root = new Command("descent", "Multilayer perceptrons from the command line.")
        {
            new TrainCommand(terminal),
            new EvaluateCommand(terminal),
            new PredictCommand(terminal),
            new InspectCommand(terminal),
            new ExplainCommand(terminal),
            new CheckCommand(terminal),
            new BenchCommand(terminal),
            new VerifyCommand(terminal),
            new DataCommand(terminal),
            new HelpOption("--help", "-h", "-?") { Recursive = true, Action = new HelpPage(terminal, isAskedFor: true) },
            new VersionOption("--version") { Action = new VersionLine(terminal) },
        };
        _root.Action = new HelpPage(terminal, isAskedFor: false);
    }

    public int Run(string[] arguments)
    {
        try
        {
            ParseResult call = _root.Parse(arguments, Parsing);
            if (CallErrors.Find(call, arguments) is { } error)
                throw new UsageException(error);
            int code = call.Invoke(Invoking);
            _terminal.Flush();
            return code;
        }
        catch (Exception error)
        {
            (int code, string line) = Describe(error);
            _terminal.Fail(line);
            if (Environment.GetEnvironmentVariable(DebugVariable) == "1")
                _terminal.Error.WriteLine(error);
            return code;
        }
    }

    private static (int Code, string Line) Describe(Exception error) => error switch
    {
        UsageException or DataFormatException or SpecException or ModelFileException or CheckpointException => (ExitCode.Unusable, error.Message),
        NonFiniteLossException => (ExitCode.Failed, $"{error.Message} No model was written."),
        WorkFailedException => (ExitCode.Failed, error.Message),
        OperationCanceledException => (ExitCode.Interrupted, "interrupted; nothing was written"),
        IOException when error.Message.StartsWith("cannot write", StringComparison.Ordinal) => (ExitCode.Failed, error.Message),
        IOException or UnauthorizedAccessException => (ExitCode.Failed, $"a file cannot be read or written: {error.Message}"),
        OutOfMemoryException => (ExitCode.Failed, "there is not enough memory; make the network, the batch or the data smaller"),
        _ => (ExitCode.Failed, $"internal error: {error.GetType().Name}: {error.Message} (set {DebugVariable}=1 to see where)"),
    };
}
