using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>The same seed gives the same bits, whoever computes them.</summary>
public class ReproducibilityTests
{
    // 64 rows of 45,000 parameters are shared by threads, in the passes and in the update.
    private const int BatchSize = 64;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_number_of_threads_does_not_change_a_bit(int threads)
    {
        foreach (Optimizer optimizer in (Optimizer[])[new Sgd { Momentum = 0.9f }, new Adam()])
        {
            (string expected, IReadOnlyList<EpochReport> history) = Train(1, optimizer);
            (string found, IReadOnlyList<EpochReport> found2) = Train(threads, optimizer);
            Assert.Equal(expected, found);
            Assert.Equal(history, found2);
        }
    }

    [Theory]
    [InlineData("coslog4")]
    [InlineData("flat-cosine")]
    public void Nor_where_dropout_and_weight_decay_follow_a_schedule(string name)
    {
        var options = new TrainingOptions { Epochs = 2, BatchSize = BatchSize, DropoutSchedule = Schedule.Parse(name), WeightDecaySchedule = Schedule.Parse(name) };
        Assert.Equal(Sha256(1), Sha256(3));

        string Sha256(int threads)
        {
            Network network = Build();
            new Trainer(network, Loss.CrossEntropy, new AdamW()) { Threads = threads }.Train(Problems.Clouds(300, 10, 40), options);
            return network.ParametersSha256();
        }
    }

    [Fact]
    public void The_test_network_really_is_shared_by_threads()
    {
        Backpropagation pass = new Trainer(Build(), Loss.CrossEntropy, new Adam()) { Threads = 2 }.PassFor(BatchSize);
        var team = pass.RentTeam(BatchSize);
        Assert.Equal(2, Assert.IsType<Descent.Numerics.WorkerTeam>(team).Size);
        team.Return();
        Assert.True(Build().Layout.Length > 32 * 1024, "one piece of the update would be enough");
    }

    [Fact]
    public async Task Trainings_at_the_same_time_do_not_disturb_each_other()
    {
        // Each has a team of two threads, and all share the pool of teams.
        Optimizer[] optimizers = [new Sgd(), new Adam(), new Sgd { Momentum = 0.5f }];
        string[] expected = [.. optimizers.Select(optimizer => Train(1, optimizer).Sha256)];
        Task<string>[] running = [.. optimizers.Select(optimizer => Task.Run(() => Train(2, optimizer).Sha256))];
        Assert.Equal(expected, await Task.WhenAll(running));
    }

    [Fact]
    public void Where_the_memory_of_a_batch_begins_changes_no_bit()
    {
        Dataset data = Problems.Clouds(30, 10, 40);
        float[] memory = new float[data.Features.Length + 16];
        string? expected = null;
        for (int offset = 0; offset < 16; offset++)
        {
            Span<float> features = memory.AsSpan(offset, data.Features.Length);
            data.Features.Span.CopyTo(features);
            Network network = Build();
            var trainer = new Trainer(network, Loss.CrossEntropy, new Adam()) { Threads = 1 + (offset % 3) };
            trainer.Step(features, data.Labels.Span);
            trainer.Step(features[..(7 * 40)], data.Labels.Span[..7]);
            expected ??= network.ParametersSha256();
            Assert.Equal(expected, network.ParametersSha256());
        }
    }

    [Fact]
    public async Task Networks_of_different_kinds_trained_at_once_are_those_trained_one_after_the_other()
    {
        // The first is shared by rows, the second by the columns of a wide layer, the third not at all.
        Func<int, Network>[] trainings =
        [
            threads => Trained(threads, 64, Layer.Dense(256, Activation.GELU, dropout: 0.2f), Layer.Dense(128, Activation.ReLU), Layer.Dense(10, Activation.Softmax)),
            threads => Trained(threads, 4, Layer.Dense(400, Activation.Tanh, dropout: 0.4f), Layer.Dense(200, Activation.SiLU), Layer.Dense(10, Activation.Softmax)),
            threads => Trained(threads, 8, Layer.Dense(5, Activation.Mish), Layer.Dense(10, Activation.Softmax)),
        ];
        string[] expected = [.. trainings.Select(train => train(2).ParametersSha256())];
        for (int round = 0; round < 3; round++)
        {
            Task<string>[] running = [.. trainings.Select((train, i) => Task.Run(() => train(1 + ((i + round) % 3)).ParametersSha256()))];
            Assert.Equal(expected, await Task.WhenAll(running));
        }
    }

    [Fact]
    public void Another_seed_gives_other_bits()
    {
        string one = Train(1, new Sgd(), seed: 1).Sha256;
        Assert.NotEqual(one, Train(1, new Sgd(), seed: 2).Sha256);
        Assert.Equal(one, Train(1, new Sgd(), seed: 1).Sha256);
    }

    [Fact]
    public void Steps_are_the_same_as_the_batches_of_a_training()
    {
        // Without dropout, whose masks are functions of different seeds there.
        Dataset data = Problems.Clouds(40);
        Network fitted = Network.Build(2, 5, Layer.Dense(8, Activation.Tanh), Layer.Dense(3, Activation.Softmax)), stepped = fitted.Clone();
        new Trainer(fitted, Loss.CrossEntropy, new Adam()).Train(data, new TrainingOptions { Epochs = 2, BatchSize = 16, Shuffle = false });
        var trainer = new Trainer(stepped, Loss.CrossEntropy, new Adam());
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int first = 0; first < 40; first += 16)
            {
                int rows = Math.Min(16, 40 - first);
                trainer.Step(data.Features.Span.Slice(first * 2, rows * 2), data.Labels.Span.Slice(first, rows));
            }
        }

        Assert.Equal(fitted.ParametersSha256(), stepped.ParametersSha256());
    }

    private static (string Sha256, IReadOnlyList<EpochReport> History) Train(int threads, Optimizer optimizer, int seed = 42)
    {
        Network network = Build();
        TrainingResult result = new Trainer(network, Loss.CrossEntropy, optimizer) { Threads = threads }.Train(
            Problems.Clouds(300, 10, 40), new TrainingOptions { Epochs = 2, BatchSize = BatchSize, Validation = 0.3, Seed = seed, Accumulate = 2 });
        return (network.ParametersSha256(), result.History);
    }

    private static Network Trained(int threads, int batchSize, params Layer[] layers)
    {
        Network network = Network.Build(40, 1, layers);
        new Trainer(network, Loss.CrossEntropy, new Adam()) { Threads = threads }.Train(
            Problems.Clouds(120, 10, 40), new TrainingOptions { Epochs = 2, BatchSize = batchSize });
        return network;
    }

    private static Network Build() => Network.Build(
        40, 1, Layer.Dense(256, Activation.GELU, dropout: 0.2f), Layer.Dense(128, Activation.ReLU), Layer.Dense(10, Activation.Softmax));
}
