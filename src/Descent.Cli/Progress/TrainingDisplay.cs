using Descent.Cli.Output;
using Descent.Training;

namespace Descent.Cli.Progress;

/// <summary>Shows how a training gets on.</summary>
internal abstract class TrainingDisplay
{
    /// <summary>What suits standard error: drawn on a terminal, otherwise some lines.</summary>
    public static TrainingDisplay For(Terminal terminal, bool isQuiet) =>
        isQuiet ? new Silent() : terminal.ErrorCanDraw ? new LiveDisplay() : new LineDisplay(terminal.Error);

    /// <summary>Runs a training while it is shown.</summary>
    public abstract TrainingResult Show(Func<ITrainingObserver?, TrainingResult> train);

    private sealed class Silent : TrainingDisplay
    {
        public override TrainingResult Show(Func<ITrainingObserver?, TrainingResult> train) => train(null);
    }
}
