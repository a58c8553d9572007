using Descent.Cli.Output;
using Descent.Tabular;

namespace Descent.Cli.Progress;

/// <summary>Shows how a training gets on.</summary>
internal abstract class TrainingDisplay(Terminal terminal) : TableProgress
{
    /// <summary>What suits standard error: drawn on a terminal, otherwise some lines.</summary>
    public static TrainingDisplay For(Terminal terminal, bool isQuiet) =>
        isQuiet ? new Silent(terminal) : terminal.ErrorCanDraw ? new LiveDisplay(terminal) : new LineDisplay(terminal);

    /// <summary>Shows something that cannot wait until the training is over.</summary>
    public override void Warn(string message) => terminal.Warn(message);

    /// <inheritdoc/>
    public override void Note(string message) => terminal.Note(message);

    /// <summary>What stands before each line of progress: which of several networks is trained.</summary>
    protected static string Title(TrainingTurn turn) => turn.Title.Length > 0 ? turn.Title + "  " : "";

    private sealed class Silent(Terminal terminal) : TrainingDisplay(terminal);
}
