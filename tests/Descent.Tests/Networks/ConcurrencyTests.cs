using Descent.Data;
using Descent.Evaluation;
using Descent.Networks;
using Descent.Tests.Training;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Networks;

/// <summary>A network is read by predictions and evaluations, never written, and holds no copy that could grow stale.</summary>
public class ConcurrencyTests
{
    [Fact]
    public async Task Many_threads_predict_the_same_bits_at_once_each_with_its_own_workspace()
    {
        Network network = Build();
        float[] inputs = Problems.Clouds(501, inputs: 20).Features.ToArray();
        float[] expected = network.Predict(inputs);
        using var start = new Barrier(8);
        Task<float[][]>[] tasks = [.. Enumerable.Range(0, 8).Select(thread => Task.Factory.StartNew(
            () =>
            {
                // Blocks of different sizes: no row may depend on its neighbours.
                Workspace workspace = network.CreateWorkspace(1 + (thread * 13));
                float[][] predictions = [.. Enumerable.Range(0, 10).Select(_ => new float[expected.Length])];
                start.SignalAndWait();
                foreach (float[] prediction in predictions)
                    network.Predict(inputs, prediction, workspace);
                return predictions;
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        foreach (float[][] predictions in await Task.WhenAll(tasks))
            Assert.All(predictions, prediction => Assert.Equal(expected, prediction));
    }

    [Fact]
    public async Task Predicting_at_once_allocates_nothing_and_does_not_depend_on_where_memory_begins()
    {
        const int threads = 12, rounds = 40, rows = 70;
        Network network = Build();
        float[] inputs = Problems.Clouds(rows, inputs: 20).Features.ToArray();
        float[] expected = network.Predict(inputs);
        using var start = new Barrier(threads);
        Task<long>[] tasks = [.. Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                Workspace workspace = network.CreateWorkspace(1 + (thread * 7));
                float[] from = [.. new float[thread], .. inputs], to = new float[expected.Length + thread];
                network.Predict(from.AsSpan(thread), to.AsSpan(thread), workspace);
                start.SignalAndWait();
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int round = 0; round < rounds; round++)
                {
                    to.AsSpan().Clear();
                    network.Predict(from.AsSpan(thread), to.AsSpan(thread), workspace);
                    if (!to.AsSpan(thread).SequenceEqual(expected))
                        return -1;
                }

                return GC.GetAllocatedBytesForCurrentThread() - before;
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Assert.All(await Task.WhenAll(tasks), bytes => Assert.Equal(0, bytes));
    }

    [Fact]
    public void A_network_trained_further_predicts_with_its_new_parameters_at_once()
    {
        Network network = Build();
        Dataset data = Problems.Clouds(60, inputs: 20);
        Workspace workspace = network.CreateWorkspace();
        var trainer = new Trainer(network, Loss.CrossEntropy, new Sgd());
        float[] before = network.Predict(data.Features.Span), after = new float[before.Length];
        for (int step = 0; step < 3; step++)
        {
            trainer.Step(data.Features.Span, data.Labels.Span);
            network.Predict(data.Features.Span, after, workspace);
            Assert.NotEqual(before, after);
            // A copy made now has never predicted before.
            Assert.Equal(network.Clone().Predict(data.Features.Span), after);
            after.CopyTo(before, 0);
        }

        network.Parameters.Clear();
        network.Predict(data.Features.Span, after, workspace);
        Assert.All(after, p => Assert.Equal(1f / 3, p, 1e-7f));
    }

    [Fact]
    public void Looking_at_a_network_between_steps_changes_nothing_about_its_training()
    {
        string Train(bool look)
        {
            Network network = Build();
            Dataset data = Problems.Clouds(60, inputs: 20);
            var pass = new Backpropagation(network, Loss.CrossEntropy, 60);
            var observer = new Recorder
            {
                Batch = _ =>
                {
                    if (!look)
                        return;
                    network.Evaluate(data);
                    network.Predict(data.Features.Span);
                    pass.Run(data.Features.Span, data.Labels.Span);
                    network.ParametersSha256();
                },
            };
            new Trainer(network, Loss.CrossEntropy, new Adam()) { Threads = 2 }.Train(
                data, new TrainingOptions { Epochs = 3, BatchSize = 7, Accumulate = 2, Validation = 0.2 }, observer);
            return network.ParametersSha256();
        }

        Assert.Equal(Train(look: false), Train(look: true));
    }

    [Fact]
    public void A_clone_is_a_network_of_its_own()
    {
        Network network = Build(), clone = network.Clone();
        Assert.Equal(network.ParametersSha256(), clone.ParametersSha256());
        clone.Parameters[0]++;
        Assert.NotEqual(network.ParametersSha256(), clone.ParametersSha256());
        Assert.Throws<ArgumentException>("workspace", () => clone.Predict(new float[20], new float[3], network.CreateWorkspace()));
    }

    private static Network Build() =>
        Network.Build(20, 3, Layer.Dense(33, Activation.GELU, dropout: 0.3f), Layer.Dense(40, Activation.ReLU), Layer.Dense(3, Activation.Softmax));
}
