using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

public class CancellationTests
{
    [Fact]
    public void Training_ends_after_the_current_batch_with_the_parameters_of_the_last_update()
    {
        using var source = new CancellationTokenSource();
        Network network = Build();
        string atCancellation = "";
        var recorder = new Recorder
        {
            Batch = batch =>
            {
                if (batch is { Epoch: 2, Batch: 3 })
                {
                    atCancellation = network.ParametersSha256();
                    source.Cancel();
                }
            },
        };
        TrainingResult result = Fit(network, new TrainingOptions(), recorder, source.Token);
        Assert.Equal(StopReason.Cancelled, result.StopReason);
        Assert.Equal((2, 3), (recorder.Batches[^1].Epoch, recorder.Batches[^1].Batch));
        Assert.Single(result.History);
        Assert.Equal(1, result.BestEpoch);
        Assert.Equal(atCancellation, network.ParametersSha256());
        Assert.Same(result, recorder.Events[^1]);
    }

    [Fact]
    public void With_validation_rows_the_best_completed_epoch_is_restored()
    {
        using var source = new CancellationTokenSource();
        Network network = Build();
        List<string> hashes = [];
        var recorder = new Recorder
        {
            Epoch = _ => hashes.Add(network.ParametersSha256()),
            Batch = batch => CancelAt(batch, 5, source),
        };
        TrainingResult result = Fit(network, new TrainingOptions { Validation = 0.25 }, recorder, source.Token);
        Assert.Equal(StopReason.Cancelled, result.StopReason);
        Assert.Equal(4, result.History.Count);
        Assert.Equal(hashes[result.BestEpoch - 1], network.ParametersSha256());
    }

    [Fact]
    public void In_the_first_epoch_what_was_learned_is_kept()
    {
        using var source = new CancellationTokenSource();
        Network network = Build();
        TrainingResult result = Fit(
            network, new TrainingOptions { Validation = 0.25 }, new Recorder { Batch = batch => CancelAt(batch, 1, source) }, source.Token);
        Assert.Equal((StopReason.Cancelled, 0, 0), (result.StopReason, result.History.Count, result.BestEpoch));
        Assert.NotEqual(Build().ParametersSha256(), network.ParametersSha256());
    }

    [Fact]
    public void A_training_cancelled_before_it_begins_changes_nothing()
    {
        Network network = Build();
        var recorder = new Recorder();
        TrainingResult result = Fit(network, new TrainingOptions { Validation = 0.25 }, recorder, new CancellationToken(canceled: true));
        Assert.Equal((StopReason.Cancelled, 0), (result.StopReason, result.BestEpoch));
        Assert.Equal(Build().ParametersSha256(), network.ParametersSha256());
        Assert.Collection(recorder.Events, e => Assert.IsType<RunStart>(e), e => Assert.IsType<TrainingResult>(e));
    }

    [Fact]
    public void Nothing_is_left_to_cancel_after_the_last_epoch()
    {
        using var source = new CancellationTokenSource();
        TrainingResult result = Fit(Build(), new TrainingOptions { Epochs = 1 }, new Recorder { Epoch = _ => source.Cancel() }, source.Token);
        Assert.Equal(StopReason.Completed, result.StopReason);
    }

    [Fact]
    public void A_trainer_goes_on_after_a_cancellation()
    {
        // Two epochs, cancelled after the first, and one more: the same parameters as two epochs when the rows are not shuffled.
        using var source = new CancellationTokenSource();
        var options = new TrainingOptions { Shuffle = false, Epochs = 2 };
        Network interrupted = Build(), whole = Build();
        var trainer = new Trainer(interrupted, Loss.CrossEntropy, new Adam());
        trainer.Fit(Problems.Clouds(60), options, new Recorder { Epoch = _ => source.Cancel() }, source.Token);
        trainer.Train(Problems.Clouds(60), options with { Epochs = 1 });
        new Trainer(whole, Loss.CrossEntropy, new Adam()).Train(Problems.Clouds(60), options);
        Assert.Equal(whole.ParametersSha256(), interrupted.ParametersSha256());
    }

    private static void CancelAt(BatchReport batch, int epoch, CancellationTokenSource source)
    {
        if (batch.Epoch == epoch)
            source.Cancel();
    }

    private static TrainingResult Fit(Network network, TrainingOptions options, Recorder recorder, CancellationToken token) =>
        new Trainer(network, Loss.CrossEntropy, new Sgd()).Fit(Problems.Clouds(60), options with { BatchSize = 10 }, recorder, token);

    private static Network Build() => Network.Build(2, 5, Layer.Dense(8, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
}
