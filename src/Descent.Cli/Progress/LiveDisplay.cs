using System.Diagnostics;
using Descent.Cli.Output;
using Descent.Data;
using Descent.Tabular;
using Descent.Training;
using Spectre.Console;

namespace Descent.Cli.Progress;

/// <summary>Progress drawn on a terminal, and gone when the training is over.</summary>
internal sealed class LiveDisplay(Terminal terminal) : TrainingDisplay(terminal)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly Stopwatch _clock = new();

    public override TrainingResult Follow(TrainingTurn turn, Func<ITrainingObserver, TrainingResult> train) =>
        new Spectre.Console.Progress(_console) { AutoClear = true, ExcludeVerticalPadding = true }
            .Columns(
                new ProgressBarColumn { Width = 16 },
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => train(new Observer(context.AddTask("starting"), turn, Title(turn), _clock)));

    // Through the console that draws, which puts the line above what it draws.
    public override void Warn(string message) => _console.MarkupLine($"[yellow]warning:[/] {Markup.Escape(MessageText.OneLine(message))}");

    public override void Note(string message) => _console.MarkupLine(Markup.Escape(MessageText.OneLine(message)));

    /// <summary>Draws how far all trainings together are, with the time that is left if the rest goes on like this.</summary>
    private sealed class Observer(ProgressTask task, TrainingTurn turn, string title, Stopwatch clock) : ITrainingObserver
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

        // Before that the first steps, which are compiled while they run, say little of the rest.
        private const double LeastShare = 0.02;

        private int _epochs;
        private string _measured = "";
        private long _drawn = Stopwatch.GetTimestamp();

        public void OnRunStart(RunStart run)
        {
            clock.Start();
            _epochs = run.Options.Epochs;
            task.MaxValue = 1;
        }

        public void OnBatch(in BatchReport batch)
        {
            // A batch may take microseconds, and the screen is drawn ten times a second.
            if (Stopwatch.GetElapsedTime(_drawn) < Pause)
                return;
            _drawn = Stopwatch.GetTimestamp();
            double done = turn.Start + (turn.Share * (batch.Epoch - 1 + ((double)batch.Batch / batch.Batches)) / _epochs);
            task.Value = done;
            string left = done > LeastShare ? $"{NumberText.Duration(clock.Elapsed * ((1 - done) / done))} left  " : "";
            string measured = _measured.Length > 0 ? _measured : $"loss {EpochText.Loss(batch.Result.Loss)}";
            task.Description = Markup.Escape($"{left}{title}{EpochText.Number(batch.Epoch, _epochs)}  {measured}");
        }

        public void OnEpoch(EpochReport epoch) => _measured = EpochText.Short(epoch);
    }
}
