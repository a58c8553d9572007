using Descent.Cli.Output;
using Descent.Training;

namespace Descent.Cli.Progress;

/// <summary>Shows how a training gets on.</summary>
internal abstract class TrainingDisplay(Terminal terminal)
{
    /// <summary>What suits standard error: drawn on a terminal, otherwise some lines.</summary>
    public static TrainingDisplay For(Terminal terminal, bool isQuiet) =>
        isQuiet ? new Silent(terminal) : terminal.ErrorCanDraw ? new LiveDisplay(terminal) : new LineDisplay(terminal);

    /// <summary>What stands before each line of progress: which of several networks is trained.</summary>
    public string Title { get; set; } = "";

    /// <summary>Runs a training while it is shown.</summary>
    public abstract TrainingResult Show(Func<ITrainingObserver, TrainingResult> train);

    /// <summary>Shows something that cannot wait until the training is over.</summary>
    public virtual void Warn(string message) => terminal.Warn(message);

    /// <summary>A line of news that is no progress.</summary>
    public virtual void Note(string message) => terminal.Note(message);

    private sealed class Silent(Terminal terminal) : TrainingDisplay(terminal), ITrainingObserver
    {
        public override TrainingResult Show(Func<ITrainingObserver, TrainingResult> train) => train(this);
    }
}
