using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

public class TrainingOptionsTests
{
    [Fact]
    public void Values_outside_their_range_are_refused_by_name()
    {
        AssertRefused("Epochs", () => new TrainingOptions { Epochs = 0 });
        AssertRefused("BatchSize", () => new TrainingOptions { BatchSize = 0 });
        AssertRefused("Accumulate", () => new TrainingOptions { Accumulate = -1 });
        AssertRefused("Patience", () => new TrainingOptions { Patience = 0 });
        AssertRefused("Validation", () => new TrainingOptions { Validation = 1 });
        AssertRefused("Validation", () => new TrainingOptions { Validation = -0.1 });
        AssertRefused("Validation", () => new TrainingOptions { Validation = double.NaN });
        AssertRefused("Epochs", () => new TrainingOptions() with { Epochs = 0 });
        Assert.Throws<ArgumentNullException>("Schedule", () => new TrainingOptions { Schedule = null! });
        Assert.Throws<ArgumentNullException>("DropoutSchedule", () => new TrainingOptions { DropoutSchedule = null! });
        Assert.Throws<ArgumentNullException>("WeightDecaySchedule", () => new TrainingOptions { WeightDecaySchedule = null! });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(Build(), Loss.CrossEntropy, new Sgd()) { Threads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(Build(), Loss.CrossEntropy, new Sgd()) { Threads = 1025 });
    }

    [Fact]
    public void Left_out_values_are_the_documented_ones()
    {
        TrainingOptions options = new();
        Assert.Equal((30, 32, 1, 0, 42, true), (options.Epochs, options.BatchSize, options.Accumulate, options.Validation, options.Seed, options.Shuffle));
        Assert.Null(options.Patience);
        Assert.All([options.Schedule, options.DropoutSchedule, options.WeightDecaySchedule], schedule => Assert.Equal(Schedule.Constant, schedule));
    }

    [Fact]
    public void A_schedule_of_something_that_is_not_there_is_warned_of()
    {
        IReadOnlyList<string> Warnings(float dropout, float decay, TrainingOptions options) => new Trainer(
            Network.Build(2, 5, Layer.Dense(8, Activation.Tanh, dropout: dropout), Layer.Dense(3, Activation.Softmax)),
            Loss.CrossEntropy, new Sgd { WeightDecay = decay }).Train(Problems.Clouds(40), options with { Epochs = 1 }).Warnings;

        TrainingOptions both = new() { DropoutSchedule = Schedule.Cosine, WeightDecaySchedule = Schedule.Linear };
        Assert.Equal(
            [
                "DropoutSchedule has no effect: no layer of the network has dropout. Give a layer some, or leave the schedule out.",
                "WeightDecaySchedule has no effect: the optimizer has no weight decay. Give it some, or leave the schedule out.",
            ],
            Warnings(0, 0, both));
        Assert.Empty(Warnings(0.1f, 0.1f, both));
        Assert.Empty(Warnings(0, 0, new TrainingOptions()));
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_all_of_it()
    {
        foreach (int batchSize in (int[])[40, 41, int.MaxValue])
        {
            var recorder = new Recorder();
            new Trainer(Build(), Loss.CrossEntropy, new Sgd()).Train(
                Problems.Clouds(40), new TrainingOptions { Epochs = 1, BatchSize = batchSize }, recorder);
            Assert.Equal(40, Assert.Single(recorder.Batches).Result.Rows);
        }
    }

    [Fact]
    public void Every_row_is_seen_once_in_an_epoch_in_another_order_each_time()
    {
        // With a rate of 0 the loss of a batch of one row identifies the row.
        double[][] Losses(bool shuffle, int seed)
        {
            var recorder = new Recorder();
            new Trainer(Build(), Loss.CrossEntropy, new Sgd { LearningRate = 0 }).Train(
                Problems.Clouds(40), new TrainingOptions { Epochs = 2, BatchSize = 1, Shuffle = shuffle, Seed = seed }, recorder);
            return [.. recorder.Batches.GroupBy(batch => batch.Epoch).Select(epoch => epoch.Select(batch => batch.Result.Loss).ToArray())];
        }

        double[][] ordered = Losses(shuffle: false, 1), shuffled = Losses(shuffle: true, 1), other = Losses(shuffle: true, 2);
        Assert.Equal(40, ordered[0].Distinct().Count());
        Assert.Equal(ordered[0], ordered[1]);
        Assert.NotEqual(ordered[0], shuffled[0]);
        Assert.NotEqual(shuffled[0], shuffled[1]);
        Assert.NotEqual(shuffled[0], other[0]);
        Assert.Equal(shuffled[0], Losses(shuffle: true, 1)[0]);
        foreach (double[] epoch in (double[][])[.. shuffled, .. other])
            Assert.Equal(ordered[0].Order(), epoch.Order());
    }

    private static void AssertRefused(string property, Func<TrainingOptions> make) =>
        Assert.Contains($"{property} is ", Assert.Throws<ArgumentOutOfRangeException>(property, make).Message);

    private static Network Build() => Network.Build(2, 5, Layer.Dense(8, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
}
