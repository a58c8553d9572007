using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>k mini-batches that share an update make the update of one batch with all their rows.</summary>
public class AccumulationTests
{
    // The same sums in another grouping: a few roundings of float32 in parameters near 1, and 1e-6 of rates times gradients.
    private const float Tolerance = 2e-6f;

    [Theory]
    // 48 rows: three batches of 8 make one of 24; twelve of 4 make one of 48; the last of the pair is the large batch.
    [InlineData(8, 3, 24)]
    [InlineData(4, 12, 48)]
    // More than an epoch has: algorithm 1 of Vege as printed, one update an epoch.
    [InlineData(8, 6, 48)]
    [InlineData(8, 100, 48)]
    [InlineData(8, int.MaxValue, 48)]
    // Six batches in groups of four: the last group has two, as the second large batch has 16 of 32 rows.
    [InlineData(8, 4, 32)]
    // Batches of 10 and one of 8; groups of two, the last of 18 rows.
    [InlineData(10, 2, 20)]
    // Batches of 7 and one of 6: its rows weigh as much as the others, not the batch as a whole.
    [InlineData(7, 7, 48)]
    [InlineData(1, 5, 5)]
    public void Batches_together_equal_one_batch_of_their_rows(int batchSize, int accumulate, int together)
    {
        foreach (Loss loss in (Loss[])[Loss.CrossEntropy, Loss.CrossEntropy with { Reduction = Reduction.Sum }, Loss.MeanSquaredError])
        {
            float[] accumulated = Train(loss, batchSize, accumulate);
            float[] expected = Train(loss, together, 1);
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], accumulated[i], Tolerance * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    [Fact]
    public void An_update_is_made_for_each_group()
    {
        // 48 rows in batches of 5: ten batches, the last of 3 rows.
        foreach ((int accumulate, int updates) in ((int, int)[])[(1, 10), (2, 5), (3, 4), (4, 3), (9, 2), (10, 1), (11, 1)])
        {
            var trainer = new Trainer(Build(), Loss.CrossEntropy, new Sgd());
            trainer.Train(Problems.Clouds(48), new TrainingOptions { Epochs = 2, BatchSize = 5, Accumulate = accumulate });
            Assert.Equal(2 * updates, trainer.Steps);
        }
    }

    [Fact]
    public void Parameters_stay_as_they_are_until_the_group_is_complete()
    {
        Network network = Build();
        List<string> hashes = [network.ParametersSha256()];
        var recorder = new Recorder { Batch = _ => hashes.Add(network.ParametersSha256()) };
        new Trainer(network, Loss.CrossEntropy, new Sgd()).Train(
            Problems.Clouds(48), new TrainingOptions { Epochs = 1, BatchSize = 8, Accumulate = 4 }, recorder);
        // Six batches: updates after the fourth and after the sixth.
        Assert.Equal([true, true, true, false, true, false], Enumerable.Range(1, 6).Select(batch => hashes[batch] == hashes[batch - 1]));
    }

    private static float[] Train(Loss loss, int batchSize, int accumulate)
    {
        Network network = Build();
        float rate = loss.Reduction == Reduction.Sum ? 0.2f / 48 : 0.2f;
        Dataset data = Problems.Clouds(48);
        new Trainer(network, loss, new Sgd { LearningRate = rate, Momentum = 0.5f }).Train(
            data, new TrainingOptions { Epochs = 4, BatchSize = batchSize, Accumulate = accumulate, Seed = 3 });
        Assert.NotEqual(Build().ParametersSha256(), network.ParametersSha256());
        return network.Parameters.ToArray();
    }

    private static Network Build() => Network.Build(2, 5, Layer.Dense(12, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
}
