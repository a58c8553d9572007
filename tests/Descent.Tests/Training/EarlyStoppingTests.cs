using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

public class EarlyStoppingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Training_stops_after_patience_and_keeps_the_best_parameters_bit_for_bit(int patience)
    {
        Network network = Build();
        List<float[]> snapshots = [];
        var recorder = new Recorder { Epoch = _ => snapshots.Add(network.Parameters.ToArray()) };
        TrainingResult result = Fit(network, recorder, new TrainingOptions { Epochs = 2000, Patience = patience });

        double[] losses = [.. recorder.Epochs.Select(epoch => epoch.ValidationLoss!.Value)];
        int best = Array.IndexOf(losses, losses.Min()) + 1;
        Assert.Equal(StopReason.EarlyStopping, result.StopReason);
        Assert.Equal(best, result.BestEpoch);
        Assert.Equal(best + patience, losses.Length);
        Assert.Equal(snapshots[best - 1], network.Parameters.ToArray());
        Assert.NotEqual(snapshots[^1], network.Parameters.ToArray());
    }

    [Fact]
    public void Every_epoch_says_whether_it_was_the_best_so_far()
    {
        var recorder = new Recorder();
        Fit(Build(), recorder, new TrainingOptions { Epochs = 60 });
        double best = double.PositiveInfinity;
        foreach (EpochReport epoch in recorder.Epochs)
        {
            Assert.Equal(epoch.ValidationLoss < best, epoch.IsBest);
            best = Math.Min(best, epoch.ValidationLoss!.Value);
        }

        Assert.Contains(recorder.Epochs, epoch => !epoch.IsBest);
    }

    [Fact]
    public void All_epochs_are_run_without_patience_and_the_best_is_kept_all_the_same()
    {
        Network network = Build();
        List<string> hashes = [];
        TrainingResult result = Fit(network, new Recorder { Epoch = _ => hashes.Add(network.ParametersSha256()) }, new TrainingOptions { Epochs = 60 });
        Assert.Equal(StopReason.Completed, result.StopReason);
        Assert.Equal(60, result.History.Count);
        Assert.InRange(result.BestEpoch, 1, 59);
        Assert.Equal(hashes[result.BestEpoch - 1], network.ParametersSha256());
    }

    [Fact]
    public void Without_validation_rows_the_last_epoch_is_kept()
    {
        Network network = Build();
        string last = "";
        var recorder = new Recorder { Epoch = _ => last = network.ParametersSha256() };
        TrainingResult result = new Trainer(network, Loss.CrossEntropy, new Sgd()).Train(
            Problems.Clouds(30), new TrainingOptions { Epochs = 5, Patience = 1 }, recorder);
        Assert.Equal(5, result.BestEpoch);
        Assert.Equal(0, result.ValidationRows);
        Assert.All(recorder.Epochs, epoch => Assert.False(epoch.IsBest));
        Assert.Equal(last, network.ParametersSha256());
        Assert.Contains("Patience has no effect without validation rows", Assert.Single(result.Warnings));
    }

    [Fact]
    public void Held_back_rows_are_those_of_the_split_and_nothing_is_learned_from_them()
    {
        // The same rows, held back by the option and left out by hand.
        Dataset all = Problems.Clouds(100);
        (Dataset part, Dataset rest) = all.Split(0.8, seed: 6);
        Assert.Equal((80, 20), (part.Rows, rest.Rows));
        AssertDisjoint(part, rest, all);

        Network optional = Build(), byHand = Build();
        var options = new TrainingOptions { Epochs = 3, Seed = 6 };
        TrainingResult first = new Trainer(optional, Loss.CrossEntropy, new Adam()).Train(all, options with { Validation = 0.2 });
        TrainingResult second = new Trainer(byHand, Loss.CrossEntropy, new Adam()).Train(part, options with { ValidationData = rest });
        Assert.Equal((80, 20), (first.TrainRows, first.ValidationRows));
        Assert.Equal(second.History, first.History);
        Assert.Equal(byHand.ParametersSha256(), optional.ParametersSha256());
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.999)]
    public void However_small_its_share_each_part_gets_a_row(double share)
    {
        TrainingResult result = new Trainer(Build(), Loss.CrossEntropy, new Sgd()).Train(
            Problems.Clouds(30), new TrainingOptions { Epochs = 1, Validation = share });
        Assert.Equal(30, result.TrainRows + result.ValidationRows);
        Assert.InRange(result.TrainRows, 1, 29);
    }

    [Fact]
    public void Validation_loss_and_accuracy_are_those_of_the_network_after_the_epoch()
    {
        // 300 rows go through in more than one block, in another grouping than below, and without the dropout of training.
        Dataset train = Problems.Clouds(60), validation = Problems.Clouds(300, seed: 2);
        Network network = Network.Build(2, 5, Layer.Dense(16, Activation.Tanh, dropout: 0.5f), Layer.Dense(3, Activation.Softmax));
        List<(double Loss, double Accuracy)> measured = [];
        var recorder = new Recorder
        {
            Epoch = _ =>
            {
                float[] p = network.Predict(validation.Features.Span);
                double loss = 0;
                int correct = 0;
                for (int row = 0; row < validation.Rows; row++)
                {
                    ReadOnlySpan<float> outputs = p.AsSpan(row * 3, 3);
                    int label = validation.Labels.Span[row];
                    loss -= Math.Log(outputs[label]);
                    correct += outputs.IndexOf(Math.Max(outputs[0], Math.Max(outputs[1], outputs[2]))) == label ? 1 : 0;
                }

                measured.Add((loss / validation.Rows, (double)correct / validation.Rows));
            },
        };
        new Trainer(network, Loss.CrossEntropy, new Sgd()).Train(
            train, new TrainingOptions { Epochs = 4, BatchSize = 7, ValidationData = validation }, recorder);
        for (int epoch = 0; epoch < 4; epoch++)
        {
            Assert.Equal(measured[epoch].Loss, recorder.Epochs[epoch].ValidationLoss!.Value, 1e-6);
            Assert.Equal(measured[epoch].Accuracy, recorder.Epochs[epoch].ValidationAccuracy!.Value, 1e-12);
        }
    }

    [Fact]
    public void Validation_loss_does_not_depend_on_what_the_trainer_did_before()
    {
        // A larger batch before leaves more memory behind; the sums must be grouped in the same way all the same.
        Dataset validation = Problems.Clouds(300, seed: 2);
        var options = new TrainingOptions { Epochs = 1, BatchSize = 8, ValidationData = validation };
        var fresh = new Trainer(Build(), Loss.CrossEntropy, new Sgd { LearningRate = 0 });
        var used = new Trainer(Build(), Loss.CrossEntropy, new Sgd { LearningRate = 0 });
        Dataset large = Problems.Clouds(1000);
        used.Step(large.Features.Span, large.Labels.Span);
        Assert.Equal(fresh.Train(Problems.Clouds(60), options).History, used.Train(Problems.Clouds(60), options).History);
    }

    /// <summary>Few noisy rows, many units and a high rate: the validation loss soon rises.</summary>
    private static TrainingResult Fit(Network network, Recorder recorder, TrainingOptions options) =>
        new Trainer(network, Loss.CrossEntropy, new Adam { LearningRate = 0.05f }).Train(
            Problems.Clouds(24, spread: 2), options with { BatchSize = 4, ValidationData = Problems.Clouds(90, seed: 2, spread: 2) }, recorder);

    private static Network Build() => Network.Build(2, 5, Layer.Dense(16, Activation.Tanh), Layer.Dense(3, Activation.Softmax));

    private static void AssertDisjoint(Dataset a, Dataset b, Dataset all)
    {
        HashSet<(float, float)> Rows(Dataset data) => [.. Enumerable.Range(0, data.Rows).Select(row => (data.Row(row)[0], data.Row(row)[1]))];
        HashSet<(float, float)> left = Rows(a), right = Rows(b);
        Assert.Empty(left.Intersect(right));
        Assert.Equal(Rows(all), left.Union(right).ToHashSet());
    }
}
