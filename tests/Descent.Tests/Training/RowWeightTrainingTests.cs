using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>Weights of rows through a whole training: batches, reports, validation, checkpoints, and what they are for.</summary>
public class RowWeightTrainingTests
{
    private static readonly TrainingOptions Short = new() { Epochs = 5, BatchSize = 16, Validation = 0.25, Accumulate = 2 };

    [Fact]
    public void Weights_of_1_change_no_bit_of_a_training()
    {
        Dataset data = Problems.Clouds(90);
        float[] ones = new float[90];
        Array.Fill(ones, 1f);
        (string expected, IReadOnlyList<EpochReport> history) = Train(data, Short);
        (string found, IReadOnlyList<EpochReport> found2) = Train(data.WithWeights(ones), Short);
        Assert.Equal(expected, found);
        Assert.Equal(history, found2);
        Assert.NotEqual(expected, Train(data.WithWeights(ClassWeights.Of(data, new Dictionary<string, double> { ["1"] = 2 })), Short).Sha256);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        Dataset data = Problems.Clouds(512, classes: 10, inputs: 40);
        data = data.WithWeights([.. Enumerable.Range(0, 512).Select(row => row * 0.31f % 2)]);
        TrainingOptions options = Short with { Epochs = 2, BatchSize = 128 };
        (string expected, IReadOnlyList<EpochReport> history) = Train(data, options, hidden: 600);
        foreach (int threads in (int[])[2, 3])
        {
            (string found, IReadOnlyList<EpochReport> found2) = Train(data, options, threads, hidden: 600);
            Assert.Equal(expected, found);
            Assert.Equal(history, found2);
        }
    }

    /// <summary>
    /// Steps of plain gradient descent on all rows at once: the sum of the losses with whole weights is that with rows repeated
    /// so often. After 20 steps the two differ by the rounding of their sums, some units in the last place of a float.
    /// </summary>
    [Fact]
    public void A_training_with_whole_weights_is_one_with_rows_repeated()
    {
        Dataset data = Problems.Clouds(30);
        int[] times = [.. Enumerable.Range(0, 30).Select(row => row % 4)];
        Dataset repeated = data.Select([.. Enumerable.Range(0, 30).SelectMany(row => Enumerable.Repeat(row, times[row]))]);
        Loss sum = Loss.CrossEntropy with { Reduction = Reduction.Sum };
        TrainingOptions all = new() { Epochs = 20, BatchSize = 1000, Shuffle = false };
        float[] expected = Parameters(repeated), found = Parameters(data.WithWeights([.. times.Select(count => (float)count)]));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.NotEqual(0, expected.Zip(Parameters(data)).Max(pair => Math.Abs(pair.First - pair.Second)), 1e-2);

        float[] Parameters(Dataset rows)
        {
            Network network = Build(rows);
            new Trainer(network, sum, new Sgd { LearningRate = 0.02f }).Train(rows, all);
            return [.. network.Parameters];
        }
    }

    /// <summary>Divided by the rows of a batch rather than by its weights, the gradients of the batches average to that of all rows.</summary>
    [Fact]
    public void The_losses_of_the_batches_average_to_that_of_all_rows_and_so_do_their_gradients()
    {
        Dataset data = Problems.Clouds(60);
        data = data.WithWeights([.. Enumerable.Range(0, 60).Select(row => row % 7 * 0.5f)]);
        Network network = Build(data);
        var pass = new Backpropagation(network, Loss.CrossEntropy, 60);
        double whole = pass.Run(data.Features.Span, data.Labels.Span, data.Weights.Span).Loss, mean = 0;
        float[] gradient = [.. pass.Gradients];
        double[] means = new double[gradient.Length];
        for (int first = 0; first < 60; first += 12)
        {
            mean += pass.Run(data.Features.Span.Slice(first * 2, 24), data.Labels.Span.Slice(first, 12), data.Weights.Span.Slice(first, 12)).Loss / 5;
            for (int i = 0; i < means.Length; i++)
                means[i] += pass.Gradients[i] / 5.0;
        }

        Assert.Equal(1, mean / whole, 1e-6);
        Assert.All(gradient.Zip(means), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void Training_and_validation_losses_are_weighted()
    {
        Dataset data = Problems.Clouds(40);
        data = data.WithWeights([.. Enumerable.Range(0, 40).Select(row => row % 5 * 0.5f)]);
        (Dataset train, Dataset validation) = data.Split(0.5, 1);
        Network network = Build(data);
        var recorder = new Recorder();
        // A learning rate of nearly 0: the losses are those of the network as it is.
        new Trainer(network, Loss.CrossEntropy, new Sgd { LearningRate = 1e-30f }).Train(train, new TrainingOptions { Epochs = 1, BatchSize = 7, ValidationData = validation }, recorder);
        EpochReport epoch = recorder.Epochs.Single();
        Assert.Equal(Weighted(train), epoch.TrainLoss, 1e-6);
        Assert.Equal(Weighted(validation), epoch.ValidationLoss!.Value, 1e-6);

        double Weighted(Dataset rows) => Enumerable.Range(0, rows.Rows)
            .Average(row => -rows.Weights.Span[row] * Math.Log(network.Predict(rows.Row(row))[rows.Labels.Span[row]]));
    }

    [Fact]
    public void Balanced_weights_make_a_network_find_the_rare_class()
    {
        // One row in twenty is of class 1, and the two overlap.
        var random = new Random(4);
        float[] features = [.. Enumerable.Range(0, 400).Select(row => (float)(random.NextDouble() + random.NextDouble() + (row % 20 == 0 ? 0.6 : 0)))];
        Dataset data = Dataset.Classification(features, 1, [.. Enumerable.Range(0, 400).Select(row => row % 20 == 0 ? 1 : 0)]);
        Assert.InRange(Found(data), 0, 5);
        Assert.InRange(Found(data.WithWeights(ClassWeights.Balanced(data))), 12, 20);

        static int Found(Dataset data)
        {
            Network network = Network.Build(1, 3, Layer.Dense(2, Activation.Softmax));
            new Trainer(network, Loss.CrossEntropy, new Adam { LearningRate = 0.05f }).Train(data, new TrainingOptions { Epochs = 60 });
            int[] predicted = PredictedClass.OfRows(network.Predict(data.Features.Span), 2);
            return Enumerable.Range(0, data.Rows).Count(row => data.Labels.Span[row] == 1 && predicted[row] == 1);
        }
    }

    [Fact]
    public void A_part_whose_rows_all_have_the_weight_0_is_refused()
    {
        Dataset data = Problems.Clouds(20).WithWeights([.. Enumerable.Range(0, 20).Select(row => row < 10 ? 0f : 1)]);
        Dataset none = data.Select([0, 1, 2]), some = data.Select([10, 11, 12]);
        var trainer = new Trainer(Build(data), Loss.CrossEntropy, new Sgd());
        Assert.Equal(
            "All 3 training rows have the weight 0; expected at least one above 0.",
            Assert.Throws<ArgumentException>(() => trainer.Train(none)).Message);
        Assert.Equal(
            "All 3 validation rows have the weight 0; expected at least one above 0.",
            Assert.Throws<ArgumentException>(() => trainer.Train(some, new TrainingOptions { ValidationData = none })).Message);
    }

    [Fact]
    public void A_diagnosis_measures_the_weighted_loss()
    {
        // 30 rows of class 0 that do not count, and as many of the two others.
        int[] labels = [.. Enumerable.Range(0, 60).Select(row => row % 2 == 0 ? 0 : row % 4 == 1 ? 1 : 2)];
        Dataset data = Dataset.Classification(new float[60], 1, labels).WithWeights([.. labels.Select(label => label == 0 ? 0f : 2)]);
        Assert.Equal(Math.Log(2), ConstantPrediction.Loss(data, data, Loss.CrossEntropy, 3), 1e-12);
        Assert.Equal(2 * Math.Log(2), ConstantPrediction.Loss(data, data, Loss.BinaryCrossEntropy, 3), 1e-12);

        Network network = Network.Build(1, 1, Layer.Dense(3, Activation.Softmax, Initializer.Zeros));
        Assert.Equal(Math.Log(3), new Prober(network, Loss.CrossEntropy, data).Measure().Loss, 1e-6);

        // Half of the weight lies at 2 and below, half at 3: ¼ (3·½ + 1·1½ + 2·½).
        Dataset numbers = Dataset.Regression(new float[4], 1, [5, 3, 1, 2]).WithWeights([0, 3, 1, 2]);
        Assert.Equal(1, ConstantPrediction.Loss(numbers, numbers, Loss.MeanAbsoluteError, 1), 1e-12);
    }

    [Fact]
    public void A_checkpoint_is_for_the_weights_that_it_was_made_with()
    {
        string path = Directory.CreateTempSubdirectory("descent-").FullName;
        try
        {
            var folder = new CheckpointFolder(path) { Resume = true };
            Dataset data = Problems.Clouds(40);
            float[] weights = ClassWeights.Of(data, new Dictionary<string, double> { ["0"] = 3 });
            TrainingOptions options = Short with { Checkpoints = folder };
            string trained = Train(data.WithWeights(weights), options).Sha256;
            Assert.Equal(trained, Train(data.WithWeights(weights), options).Sha256);
            weights[0] = 2;
            foreach (Dataset other in (Dataset[])[data, data.WithWeights(weights)])
                Assert.Contains(" rows: was ", Assert.Throws<CheckpointException>(() => Train(other, options)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static (string Sha256, IReadOnlyList<EpochReport> History) Train(Dataset data, TrainingOptions options, int threads = 1, int hidden = 12)
    {
        Network network = Build(data, hidden);
        TrainingResult result = new Trainer(network, Loss.CrossEntropy, new Adam { LearningRate = 0.01f }) { Threads = threads }.Train(data, options);
        return (network.ParametersSha256(), result.History);
    }

    private static Network Build(Dataset data, int hidden = 12) =>
        Network.Build(data.Inputs, 3, Layer.Dense(hidden, Activation.Tanh), Layer.Dense(data.Outputs, Activation.Softmax));
}
