using System.Diagnostics;
using Descent.Cli.Output;
using Descent.Data;
using Descent.Training;
using Spectre.Console;

namespace Descent.Cli.Progress;

/// <summary>Progress drawn on a terminal, and gone when the training is over.</summary>
internal sealed class LiveDisplay(Terminal terminal) : TrainingDisplay(terminal)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public override TrainingResult Show(Func<ITrainingObserver, TrainingResult> train) =>
        new Spectre.Console.Progress(_console) { AutoClear = true, ExcludeVerticalPadding = true }
            .Columns(
                new ProgressBarColumn { Width = 16 },
                new RemainingTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => train(new Observer(context.AddTask("starting"), Title)));

    // Through the console that draws, which puts the line above what it draws.
    public override void Warn(string message) => _console.MarkupLine($"[yellow]warning:[/] {Markup.Escape(MessageText.OneLine(message))}");

    public override void Note(string message) => _console.MarkupLine(Markup.Escape(MessageText.OneLine(message)));

    private sealed class Observer(ProgressTask task, string title) : ITrainingObserver
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

        private int _epochs;
        private string _measured = "";
        private long _drawn = Stopwatch.GetTimestamp();

        public void OnRunStart(RunStart run)
        {
            _epochs = run.Options.Epochs;
            task.MaxValue = (double)_epochs * run.BatchesPerEpoch;
        }

        public void OnBatch(in BatchReport batch)
        {
            // A batch may take microseconds, and the screen is drawn ten times a second.
            if (Stopwatch.GetElapsedTime(_drawn) < Pause)
                return;
            _drawn = Stopwatch.GetTimestamp();
            task.Value = ((batch.Epoch - 1.0) * batch.Batches) + batch.Batch;
            string measured = _measured.Length > 0 ? _measured : $"loss {EpochText.Loss(batch.Result.Loss)}";
            task.Description = Markup.Escape($"{title}{EpochText.Number(batch.Epoch, _epochs)}  {measured}");
        }

        public void OnEpoch(EpochReport epoch) => _measured = EpochText.Short(epoch);
    }
}
