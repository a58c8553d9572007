using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

public class ObserverTests
{
    [Fact]
    public void Events_come_in_order_with_the_right_numbers()
    {
        // 50 rows, 10 of them held back, in batches of 16, 16 and 8.
        Dataset data = Problems.Clouds(50);
        var recorder = new Recorder();
        Network network = Build();
        var options = new TrainingOptions { Epochs = 2, BatchSize = 16, Validation = 0.2 };
        TrainingResult result = new Trainer(network, Loss.CrossEntropy, new Sgd { LearningRate = 0.5f }).Train(data, options, recorder);

        Assert.Equal(
            [typeof(RunStart), .. Epoch(), .. Epoch(), typeof(TrainingResult)],
            recorder.Events.Select(e => e.GetType()));
        var start = Assert.IsType<RunStart>(recorder.Events[0]);
        Assert.Same(network, start.Network);
        Assert.Same(options, start.Options);
        Assert.Equal((40, 10, 3), (start.TrainRows, start.ValidationRows, start.BatchesPerEpoch));
        Assert.Empty(start.Warnings);

        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], recorder.Batches.Select(batch => (batch.Epoch, batch.Batch)));
        Assert.All(recorder.Batches, batch => Assert.Equal(3, batch.Batches));
        Assert.Equal([16, 16, 8, 16, 16, 8], recorder.Batches.Select(batch => batch.Result.Rows));

        Assert.Equal([1, 2], recorder.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(recorder.Epochs, result.History);
        Assert.Same(result, recorder.Events[^1]);
        Assert.True(result.Elapsed > TimeSpan.Zero);

        static Type[] Epoch() => [typeof(BatchReport), typeof(BatchReport), typeof(BatchReport), typeof(EpochReport)];
    }

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void An_epoch_combines_its_batches_in_the_reduction_of_the_loss(Reduction reduction)
    {
        var recorder = new Recorder();
        Loss loss = Loss.CrossEntropy with { Reduction = reduction };
        new Trainer(Build(), loss, new Sgd { LearningRate = 0.01f }).Train(
            Problems.Clouds(50), new TrainingOptions { Epochs = 2, BatchSize = 16 }, recorder);
        foreach (EpochReport epoch in recorder.Epochs)
        {
            BatchReport[] batches = [.. recorder.Batches.Where(batch => batch.Epoch == epoch.Epoch)];
            double sum = batches.Sum(batch => reduction == Reduction.Sum ? batch.Result.Loss : batch.Result.Loss * batch.Result.Rows);
            Assert.Equal(reduction == Reduction.Sum ? sum : sum / 50, epoch.TrainLoss, 1e-12);
            Assert.Equal(batches.Sum(batch => batch.Result.Correct) / 50.0, epoch.TrainAccuracy);
            Assert.Null(epoch.ValidationLoss);
            Assert.Null(epoch.ValidationAccuracy);
        }
    }

    [Fact]
    public void A_batch_reports_the_loss_before_its_update()
    {
        // Without a learning rate every epoch sees the same parameters, which the reference can evaluate.
        var recorder = new Recorder();
        Network network = Build();
        Dataset data = Problems.Clouds(50);
        new Trainer(network, Loss.CrossEntropy, new Sgd { LearningRate = 0 }).Train(data, new TrainingOptions { Epochs = 2, BatchSize = 50 }, recorder);
        float[] p = network.Predict(data.Features.Span);
        double expected = Enumerable.Range(0, 50).Average(row => -Math.Log(p[(row * 3) + data.Labels.Span[row]]));
        Assert.All(recorder.Batches, batch => Assert.Equal(expected, batch.Result.Loss, 1e-6));
    }

    [Fact]
    public void Numbers_as_targets_have_no_accuracy()
    {
        var recorder = new Recorder();
        new Trainer(Network.Build(3, 1, Layer.Dense(2)), Loss.MeanSquaredError, new Sgd()).Train(
            Problems.Waves(40), new TrainingOptions { Epochs = 1, Validation = 0.25 }, recorder);
        EpochReport epoch = Assert.Single(recorder.Epochs);
        Assert.Null(epoch.TrainAccuracy);
        Assert.Null(epoch.ValidationAccuracy);
        Assert.NotNull(epoch.ValidationLoss);
        Assert.All(recorder.Batches, batch => Assert.Equal(0, batch.Result.Correct));
    }

    [Fact]
    public void An_exception_of_an_observer_ends_the_training_and_leaves_a_trainer_that_works()
    {
        var trainer = new Trainer(Build(), Loss.CrossEntropy, new Sgd()) { Threads = 2 };
        var failing = new Recorder { Batch = _ => throw new TimeZoneNotFoundException() };
        Assert.Throws<TimeZoneNotFoundException>(() => trainer.Train(Problems.Clouds(50), observer: failing));
        Assert.Equal(1, trainer.Steps);
        Assert.Equal(StopReason.Completed, trainer.Train(Problems.Clouds(50), new TrainingOptions { Epochs = 1 }).StopReason);
    }

    [Fact]
    public void Warnings_are_in_the_trainer_at_the_start_and_in_the_result()
    {
        Network network = Network.Build(2, 1, Layer.Dense(4, Activation.Heaviside), Layer.Dense(4, Activation.Tanh, Initializer.Zeros), Layer.Dense(3, Activation.Softmax));
        var trainer = new Trainer(network, Loss.CrossEntropy, new Sgd());
        Assert.Equal(2, trainer.Warnings.Count);
        Assert.Contains("Hidden layer 1 uses the Heaviside step, whose derivative is 0 everywhere: this layer and all before it will not learn.", trainer.Warnings[0]);
        Assert.Contains("Hidden layer 2 begins with all weights 0", trainer.Warnings[1]);
        var recorder = new Recorder();
        TrainingResult result = trainer.Train(Problems.Clouds(12), new TrainingOptions { Epochs = 1 }, recorder);
        Assert.Equal(trainer.Warnings, result.Warnings);
        Assert.Equal(trainer.Warnings, Assert.IsType<RunStart>(recorder.Events[0]).Warnings);

        Network step = Network.Build(2, 1, Layer.Dense(3, Activation.Heaviside));
        Assert.Contains("The output layer uses the Heaviside step", Assert.Single(new Trainer(step, Loss.MeanSquaredError, new Sgd()).Warnings));
    }

    private static Network Build() => Network.Build(2, 5, Layer.Dense(8, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
}
