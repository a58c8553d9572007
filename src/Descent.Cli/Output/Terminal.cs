using System.Text;
using Descent.Data;

namespace Descent.Cli.Output;

/// <summary>Where the program writes: results to standard output, progress and messages to standard error.</summary>
internal sealed class Terminal
{
    /// <summary>Columns that every text fits in.</summary>
    public const int Width = 80;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public Terminal()
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Utf8;
        bool canDraw = Environment.GetEnvironmentVariable("TERM") != "dumb";
        bool isColored = canDraw && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        OutputIsTerminal = !Console.IsOutputRedirected;
        ErrorCanDraw = !Console.IsErrorRedirected && canDraw;
        Ink = new Ink(OutputIsTerminal && isColored);
        ErrorInk = new Ink(!Console.IsErrorRedirected && isColored);
        OutStream = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        Out = new StreamWriter(OutStream, Utf8, bufferSize: 1 << 16) { NewLine = "\n" };
        Error = new StreamWriter(Console.OpenStandardError(), Utf8) { NewLine = "\n", AutoFlush = true };
    }

    /// <summary>Results, which are written by <see cref="Flush"/> or when they are many: a command that fails leaves none.</summary>
    public StreamWriter Out { get; }

    /// <summary>Results that are bytes.</summary>
    public Stream OutStream { get; }

    /// <summary>Messages, written at once.</summary>
    public StreamWriter Error { get; }

    /// <summary>Whether a person watches the results arrive.</summary>
    public bool OutputIsTerminal { get; }

    /// <summary>Whether progress can be drawn on standard error.</summary>
    public bool ErrorCanDraw { get; }

    /// <summary>The colours of results; none where they are redirected.</summary>
    public Ink Ink { get; }

    /// <summary>The colours of messages.</summary>
    public Ink ErrorInk { get; }

    /// <summary>Writes the results so far.</summary>
    /// <exception cref="IOException">Standard output cannot be written to. One that is closed takes them and does nothing.</exception>
    public void Flush()
    {
        try
        {
            Out.Flush();
            OutStream.Flush();
        }
        catch (IOException error)
        {
            throw new IOException($"cannot write to standard output: {error.Message}", error);
        }
    }

    /// <summary>A line of news.</summary>
    public void Note(string message) => Error.WriteLine(MessageText.OneLine(message));

    /// <summary>Something that the user may want to change.</summary>
    public void Warn(string message) => Error.WriteLine($"{ErrorInk.Notice("warning:")} {MessageText.OneLine(message)}");

    /// <summary>Why nothing came of it.</summary>
    public void Fail(string message) => Error.WriteLine($"{ErrorInk.Bad("error:")} {MessageText.OneLine(message)}");
}
