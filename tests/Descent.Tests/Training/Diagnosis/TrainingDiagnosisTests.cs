using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training.Diagnosis;

public class TrainingDiagnosisTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_is_found_in_the_embedded_sets_with_the_settings_of_the_tool(int seed)
    {
        (Dataset digits, _) = EmbeddedData.Digits().Split(0.75, seed);
        (Dataset iris, _) = EmbeddedData.Iris().Split(0.75, seed);
        // Fewer epochs than the tool runs: what a long training hides would show.
        Assert.Empty(Default(digits, FeatureScaler.MinMax(digits), epochs: 8, seed));
        Assert.Empty(Default(iris, FeatureScaler.Standardize(iris), epochs: 60, seed));
    }

    [Fact]
    public void A_diagnosis_changes_no_bit_of_the_parameters()
    {
        var options = new TrainingOptions { Epochs = 6, BatchSize = 16, Validation = 0.2, Accumulate = 2 };
        string without = Train(null).ParametersSha256(), with = Train(new TrainingDiagnosis()).ParametersSha256();
        Assert.Equal(without, with);

        Network Train(ITrainingObserver? observer)
        {
            Network network = Network.Build(2, 3, Layer.Dense(70, Activation.ReLU, dropout: 0.2f), Layer.Dense(9, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
            new Trainer(network, Loss.CrossEntropy, new Adam()) { Threads = 2 }.Train(Problems.Clouds(150), options, observer);
            return network;
        }
    }

    public static TheoryData<string> Losses => [.. Loss.Names];

    /// <summary>The measured losses are those that the training reports: the constant, the first and the last.</summary>
    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_loss_is_measured_as_the_training_measures_it(string name)
    {
        Loss loss = Loss.Parse(name);
        Activation output = loss == Loss.CrossEntropy ? Activation.Softmax
            : loss == Loss.BinaryCrossEntropy ? Activation.Sigmoid
            : loss == Loss.Poisson ? Activation.Exponential
            : Activation.Identity;
        Dataset clouds = Problems.Clouds(90);
        foreach (Loss reduced in loss.IsMeanOverElements ? (Loss[])[loss] : [loss, loss with { Reduction = Reduction.Sum }])
        {
            Network network = Network.Build(2, 3, Layer.Dense(8, Activation.Tanh), Layer.Dense(3, output));
            var recorder = new Recorder();
            var trainer = new Trainer(network, reduced, new Sgd { LearningRate = 0 });
            trainer.Train(clouds, new TrainingOptions { Epochs = 1, BatchSize = 90 }, recorder);
            double expected = Assert.Single(recorder.Epochs).TrainLoss / (reduced.Reduction == Reduction.Sum ? 90 : 1);
            Probe probe = new Prober(network, reduced, clouds).Measure();
            Assert.Equal(expected, probe.Loss, Math.Abs(expected) * 1e-6);
            float[] outputs = network.Predict(clouds.Features.Span);
            int[] predicted = PredictedClass.OfRows(outputs, 3);
            Assert.Equal(Enumerable.Range(0, 3).Select(k => predicted.Count(p => p == k)), probe.Predicted);
        }
    }

    /// <summary>A network whose weights are 0 predicts the same for every row, and gradient descent finds the best such prediction.</summary>
    [Theory]
    [MemberData(nameof(Losses))]
    public void The_loss_of_the_best_constant_is_what_training_the_biases_alone_reaches(string name)
    {
        Loss loss = Loss.Parse(name);
        Activation output = loss == Loss.CrossEntropy ? Activation.Softmax
            : loss == Loss.BinaryCrossEntropy ? Activation.Sigmoid
            : loss == Loss.Poisson ? Activation.Exponential
            : Activation.Identity;
        // Features of 0, so that only biases learn; classes of different size, or numbers that are not symmetric.
        int[] labels = [.. Enumerable.Range(0, 60).Select(row => row % 6 == 0 ? 2 : row % 3 == 0 ? 1 : 0)];
        Dataset data = loss.AcceptsClasses || loss is BinaryCrossEntropyLoss or SigmoidBinaryCrossEntropyLoss
            ? Dataset.Classification(new float[60], 1, labels)
            : Dataset.Regression(new float[60], 1, [.. Enumerable.Range(0, 180).Select(i => i % 7 * (1 + (i % 3)))], 3);
        Network network = Network.Build(1, 3, Layer.Dense(3, output, Initializer.Zeros));
        var recorder = new Recorder();
        new Trainer(network, loss, new Adam { LearningRate = 0.1f }).Train(
            data, new TrainingOptions { Epochs = 800, BatchSize = 60, Schedule = Schedule.Cosine }, recorder);
        double reached = recorder.Epochs[^1].TrainLoss, constant = ConstantPrediction.Loss(data, data, loss, 3);
        // The constant of the Huber loss is only nearly the best one.
        Assert.InRange((constant - reached) / Math.Abs(reached), -1e-4, loss is HuberLoss ? 0.05 : 1e-4);
    }

    [Fact]
    public void Ln_K_is_the_loss_of_a_constant_for_K_balanced_classes() =>
        Assert.Equal(Math.Log(3), ConstantPrediction.Loss(Problems.Clouds(90), Problems.Clouds(30), Loss.CrossEntropy, 3), 1e-12);

    [Fact]
    public void The_size_of_an_update_is_measured_for_one_update_whatever_the_accumulation()
    {
        // Without momentum, and with all rows in every batch, one update is η·g.
        Dataset data = Problems.Clouds(60);
        foreach (int accumulate in (int[])[1, 3, 7])
        {
            Network network = Network.Build(2, 3, Layer.Dense(8, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
            List<float[]> states = [network.Parameters.ToArray()];
            UpdateMeter meter = new(network, 5, accumulate);
            var recorder = new Recorder
            {
                Batch = batch =>
                {
                    if (!network.Parameters.SequenceEqual(states[^1]))
                        states.Add(network.Parameters.ToArray());
                    meter.AfterBatch(batch.Epoch, batch.Batch);
                },
                Epoch = epoch => meter.AfterEpoch(epoch.Epoch),
            };
            new Trainer(network, Loss.CrossEntropy, new Sgd { LearningRate = 0.5f }).Train(
                data, new TrainingOptions { Epochs = 3, BatchSize = 12, Accumulate = accumulate }, recorder);
            int updates = accumulate switch { 1 => 5, 3 => 2, _ => 1 };
            Assert.Equal(3 * updates, states.Count - 1);
            for (int l = 0; l < 2; l++)
            {
                double[] ratios = [.. Enumerable.Range(0, 3).Select(epoch => Ratio(network, l, states[(epoch * updates) + (updates / 2)], states[(epoch * updates) + (updates / 2) + 1]))];
                Assert.Equal(ratios.Max(), meter.Ratios[l], 1e-12);
            }

            Assert.Equal(Enumerable.Range(0, 2).Max(l => Ratio(network, l, states[0], states[1])), meter.First.Ratio, 1e-12);
        }
    }

    [Theory]
    [InlineData(10, 20)]
    [InlineData(768, 256)]
    [InlineData(1000, 999)]
    [InlineData(1348, 256)]
    [InlineData(100_000, 256)]
    public void A_sample_has_no_row_twice_and_covers_what_repeats(int rows, int most)
    {
        int[] sample = SampleRows.Of(rows, most);
        Assert.Equal(Math.Min(rows, most), sample.Distinct().Count());
        Assert.All(sample, row => Assert.InRange(row, 0, rows - 1));
        if (most < rows)
        {
            // Where the rows are of three kinds by turns, and where they are sorted into three kinds, each is a third of the sample.
            Assert.All(Enumerable.Range(0, 3), kind => Assert.InRange(sample.Count(row => row % 3 == kind), (most / 3) - 12, (most / 3) + 12));
            Assert.All(Enumerable.Range(0, 3), kind => Assert.InRange(sample.Count(row => 3L * row / rows == kind), (most / 3) - 12, (most / 3) + 12));
        }
    }

    [Fact]
    public void What_is_certain_is_kept_after_a_training_that_diverged()
    {
        Dataset data = Dataset.Regression([.. Enumerable.Range(0, 200).Select(i => (float)(i % 2 == 0 ? 1000 * i : i))], 2, [.. Enumerable.Range(0, 100).Select(i => (float)i)]);
        List<Finding> warnings = [];
        var diagnosis = new TrainingDiagnosis(warnings.Add);
        Assert.Throws<NonFiniteLossException>(() => new Trainer(
            Network.Build(2, 1, Layer.Dense(1)), Loss.MeanSquaredError, new Sgd { LearningRate = 0.1f }).Train(data, observer: diagnosis));
        Assert.Equal(warnings, diagnosis.Findings);
        Assert.Contains(warnings, warning => warning.Kind == FindingKind.UnequalScales);
        Assert.All(warnings, warning => Assert.Equal(FindingSeverity.Warning, warning.Severity));
    }

    [Fact]
    public void A_target_that_never_changes_and_a_single_row_are_no_trouble()
    {
        Dataset same = Dataset.Regression([[1], [2], [3], [4]], [5, 5, 5, 5]);
        Diagnosed.Findings(same, Network.Build(1, 1, Layer.Dense(4, Activation.ReLU), Layer.Dense(1)), Loss.MeanSquaredError, new Adam(), new TrainingOptions { Epochs = 3 })
            .AssertNone(FindingKind.LossNotFalling);
        Assert.Empty(Diagnosed.Findings(
            Dataset.Regression([[1]], [1]), Network.Build(1, 1, Layer.Dense(1)), Loss.MeanSquaredError, new Adam(), new TrainingOptions { Epochs = 1 }));
        Assert.Empty(Diagnosed.Findings(
            Problems.SoftClouds(60), Network.Build(2, 1, Layer.Dense(8, Activation.Tanh), Layer.Dense(3, Activation.Softmax)), Loss.CrossEntropy, new Adam { LearningRate = 0.01f }, new TrainingOptions { Epochs = 20 }));
    }

    [Fact]
    public void Observers_of_a_group_are_called_in_their_order_with_everything()
    {
        Recorder first = new(), second = new();
        List<string> order = [];
        var group = new ObserverGroup(first, new Recorder { Epoch = _ => order.Add("a") }, new Recorder { Epoch = _ => order.Add("b") }, second);
        new Trainer(Network.Build(2, 3, Layer.Dense(3, Activation.Softmax)), Loss.CrossEntropy, new Adam()).Train(Problems.Clouds(60), new TrainingOptions { Epochs = 2 }, group);
        Assert.Equal(first.Events, second.Events);
        Assert.Equal(1 + (2 * 3) + 1, first.Events.Count);
        Assert.Equal(["a", "b", "a", "b"], order);
    }

    private static IReadOnlyList<Finding> Default(Dataset train, FeatureScaler scaler, int epochs, int seed) => Diagnosed.Findings(
        scaler.Apply(train),
        Network.Build(train.Inputs, seed, Layer.Dense(512, Activation.ReLU, dropout: 0.5f), Layer.Dense(256, Activation.ReLU, dropout: 0.5f), Layer.Dense(train.Outputs, Activation.Softmax)),
        Loss.CrossEntropy,
        new Adam { LearningRate = 2e-3f },
        new TrainingOptions { Epochs = epochs, Schedule = Schedule.Cosine, Seed = seed },
        train);

    private static double Ratio(Network network, int layer, float[] before, float[] after)
    {
        ParameterTensor weights = network.Layout.Weights(layer);
        double change = 0, size = 0;
        foreach ((float b, float a) in weights.In((ReadOnlySpan<float>)before).ToArray().Zip(weights.In((ReadOnlySpan<float>)after).ToArray()))
        {
            change += ((double)a - b) * ((double)a - b);
            size += (double)b * b;
        }

        return Math.Sqrt(change / size);
    }
}
