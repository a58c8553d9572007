using Descent.Models;
using Descent.Tests.Training;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Models;

/// <summary>A training that was stopped and resumed ends with the bits of one that never was.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("descent-").FullName;
    private int _folders;

    public static TheoryData<string> Names => [.. SampleTraining.All.Select(training => training.Name)];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Killed_after_any_batch_and_resumed_with_other_threads_it_ends_the_same(string name)
    {
        SampleTraining training = SampleTraining.Named(name);
        Ending whole = training.Run();
        Assert.Equal(whole, training.Run(Folder() with { Interval = TimeSpan.Zero }));
        for (int batches = 1; batches <= 14; batches++)
        {
            // Kept after each batch, so it goes on from where it was; then only after each epoch, so it repeats a part.
            foreach (TimeSpan? interval in (TimeSpan?[])[TimeSpan.Zero, null])
            {
                CheckpointFolder folder = Folder() with { Interval = interval, Resume = true };
                Kill(training, folder, batches);
                Assert.Equal(whole, training.Run(folder, threads: 3));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Killed_again_and_again_it_ends_the_same(string name)
    {
        SampleTraining training = SampleTraining.Named(name);
        Ending whole = training.Run();
        CheckpointFolder folder = Folder() with { Interval = TimeSpan.Zero, Resume = true, Keep = 1 };
        int kills = 0;
        while (Kill(training, folder, afterBatches: 2))
            kills++;
        Assert.InRange(kills, 5, 1000);
        Assert.Equal(whole, training.Run(folder));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cancelled_it_keeps_its_state_and_goes_on(string name)
    {
        SampleTraining training = SampleTraining.Named(name);
        Ending whole = training.Run();
        CheckpointFolder folder = Folder() with { EveryEpochs = 1000, Resume = true };
        using var source = new CancellationTokenSource();
        var recorder = new Recorder { Batch = batch => { if (batch is { Epoch: 2, Batch: 1 }) source.Cancel(); } };
        training.NewTrainer().Fit(training.Data, training.Options with { Checkpoints = folder }, recorder, source.Token);
        Assert.Equal(whole, training.Run(folder));
    }

    [Fact]
    public void A_training_that_is_finished_does_nothing_more()
    {
        SampleTraining training = SampleTraining.Named("early stopping");
        CheckpointFolder folder = Folder() with { Resume = true, EveryEpochs = 5 };
        Ending whole = training.Run(folder);
        Assert.Equal(StopReason.EarlyStopping, whole.Reason);
        var recorder = new Recorder();
        Assert.Equal(whole, training.Run(folder, recorder));
        Assert.Empty(recorder.Batches);
        Assert.True(recorder.Events.OfType<RunStart>().Single().Resumed!.IsFinished);
    }

    [Fact]
    public void With_a_constant_rate_it_can_be_made_longer()
    {
        SampleTraining training = SampleTraining.Named("momentum");
        CheckpointFolder folder = Folder() with { Resume = true };
        training.Run(folder);
        SampleTraining longer = training with { Options = training.Options with { Epochs = 7 } };
        Assert.Equal(longer.Run(), longer.Run(folder));

        CheckpointException error = Assert.Throws<CheckpointException>(() => training.Run(folder));
        Assert.Contains("has completed 7 epochs, and 4 are asked for", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_schedule_of_dropout_or_weight_decay_it_cannot_be_made_longer()
    {
        SampleTraining training = SampleTraining.Named("schedules");
        foreach (TrainingOptions options in (TrainingOptions[])
            [training.Options with { DropoutSchedule = Schedule.Constant }, training.Options with { WeightDecaySchedule = Schedule.Constant }])
        {
            CheckpointFolder folder = Folder() with { Resume = true };
            (training with { Options = options }).Run(folder);
            CheckpointException error = Assert.Throws<CheckpointException>(() => (training with { Options = options with { Epochs = 7 } }).Run(folder));
            Assert.Contains("epochs: was 4, is 7", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_run_says_where_it_goes_on()
    {
        SampleTraining training = SampleTraining.Named("adam");
        CheckpointFolder folder = Folder() with { Interval = TimeSpan.Zero, Resume = true };
        var first = new Recorder();
        TrainingResult whole = training.NewTrainer().Train(training.Data, training.Options with { Checkpoints = Folder() }, first);
        RunStart start = first.Events.OfType<RunStart>().Single();
        Assert.Null(start.Resumed);

        // The batch in which it is killed has not been kept.
        Kill(training, folder, start.BatchesPerEpoch + 3);
        var second = new Recorder();
        training.Run(folder, second);
        ResumePoint point = second.Events.OfType<RunStart>().Single().Resumed!;
        Assert.Equal((1, 2, false), (point.Epoch, point.Batch, point.IsFinished));
        Assert.EndsWith("epoch-000001-batch-00000002.safetensors", point.Source, StringComparison.Ordinal);
        Assert.Equal(whole.History[0], point.History.Single());
        Assert.Equal((2, 3), (second.Batches[0].Epoch, second.Batches[0].Batch));
    }

    [Fact]
    public void A_diagnosis_of_a_resumed_training_finds_nothing_that_is_not_there()
    {
        SampleTraining training = SampleTraining.Named("adam") with { Options = new TrainingOptions { Epochs = 40, BatchSize = 8 } };
        CheckpointFolder folder = Folder() with { Interval = TimeSpan.Zero, Resume = true };
        var whole = new TrainingDiagnosis();
        training.Run(null, whole);
        Kill(training, folder, afterBatches: 8);
        var resumed = new TrainingDiagnosis();
        training.Run(folder, resumed);
        Assert.Subset(whole.Findings.Select(finding => finding.Kind).ToHashSet(), resumed.Findings.Select(finding => finding.Kind).ToHashSet());
    }

    private CheckpointFolder Folder() => new(Path.Combine(_root, $"{_folders++}")) { Files = FaultyFiles.Sound() };

    private static bool Kill(SampleTraining training, CheckpointFolder folder, int afterBatches)
    {
        try
        {
            training.Run(folder, new Killed(afterBatches));
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
    }
}
