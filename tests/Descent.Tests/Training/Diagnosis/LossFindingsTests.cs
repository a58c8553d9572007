using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training.Diagnosis;

/// <summary>What the losses of the epochs and the predictions in the end show.</summary>
public class LossFindingsTests
{
    private static readonly Dataset Clouds = Problems.Clouds(240, spread: 1.5);

    [Fact]
    public void A_loss_that_stays_at_ln_K_is_found_where_the_features_say_nothing()
    {
        Dataset noise = Noise(600, row => row % 4);
        Finding finding = Linear(noise).Single(FindingKind.LossNotFalling);
        Assert.Equal("the whole training", finding.Place);
        Assert.InRange(finding.Value, 0.99, 1.01);
        // ln 4 = 1.386.
        Assert.Contains("always giving the shares of the classes has 1.3", finding.Measurement);
        Linear(Problems.Clouds(600, classes: 4)).AssertNone(FindingKind.LossNotFalling);
    }

    [Fact]
    public void A_loss_that_stays_at_the_variance_of_the_target_is_found()
    {
        var random = new Random(2);
        Dataset noise = Dataset.Regression(
            [.. Enumerable.Range(0, 1200).Select(_ => (float)random.NextDouble())], 2, [.. Enumerable.Range(0, 600).Select(_ => (float)random.NextDouble())]);
        Network network = Network.Build(2, 3, Layer.Dense(1));
        Finding finding = Diagnosed.Findings(
            noise, network, Loss.MeanSquaredError, new Adam { LearningRate = 0.01f }, new TrainingOptions { Epochs = 20 }).Single(FindingKind.LossNotFalling);
        Assert.InRange(finding.Value, 0.99, 1.05);
        // 1/12, the variance of a uniform number.
        Assert.Matches(@"always predicting the same number has 0\.0(?:79|8)", finding.Measurement);
    }

    [Theory]
    [InlineData("adam", 3)]
    [InlineData("sgd", 300)]
    public void A_learning_rate_that_makes_the_loss_run_away_is_said_during_the_training(string name, float rate)
    {
        List<Finding> warnings = [];
        IReadOnlyList<Finding> findings = Diagnosed.Findings(
            Clouds, Small(Activation.Tanh), Loss.CrossEntropy, WithRate(Optimizer.Create(name), rate), new TrainingOptions { Epochs = 20 }, onWarning: warnings.Add);
        Finding finding = findings.Single(FindingKind.LearningRateTooHigh);
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Same(finding, warnings.Single(warning => warning.Kind == FindingKind.LearningRateTooHigh));
        Assert.Equal("Lower the learning rate tenfold", finding.Advice);
        Assert.True(finding.Value > 2);
    }

    [Theory]
    [InlineData("adam", 0.01)]
    [InlineData("adam", 0.001)]
    [InlineData("sgd", 0.1)]
    [InlineData("sgd", 0.5)]
    public void A_learning_rate_that_suits_is_neither_too_high_nor_too_low(string name, float rate)
    {
        IReadOnlyList<Finding> findings = Diagnosed.Findings(
            Clouds, Small(Activation.Tanh), Loss.CrossEntropy, WithRate(Optimizer.Create(name), rate), new TrainingOptions { Epochs = 40 });
        findings.AssertNone(FindingKind.LearningRateTooHigh);
        findings.AssertNone(FindingKind.LearningRateTooLow);
        findings.AssertNone(FindingKind.LossNotFalling);
    }

    [Fact]
    public void A_loss_that_keeps_jumping_is_found_with_the_share_of_its_jumps()
    {
        var recorder = new Recorder();
        var diagnosis = new TrainingDiagnosis();
        new Trainer(Small(Activation.Tanh), Loss.CrossEntropy, new Sgd { LearningRate = 0.3f, Momentum = 0.95f }) { Threads = 1 }.Train(
            Problems.Clouds(60, spread: 2), new TrainingOptions { Epochs = 40, BatchSize = 10 }, new ObserverGroup(recorder, diagnosis));
        Finding finding = diagnosis.Findings.Single(FindingKind.LearningRateTooHigh);
        Assert.Equal(("the whole training", FindingSeverity.Note), (finding.Place, finding.Severity));
        double[] losses = [.. recorder.Epochs.Select(epoch => epoch.TrainLoss)];
        int jumps = Enumerable.Range(1, 39).Count(e => losses[e] - losses[e - 1] > 0.1 * Math.Log(3));
        Assert.Equal(jumps / 40.0, finding.Value, 1e-12);
        Assert.Contains($"after {jumps} of 40 epochs", finding.Measurement);
    }

    [Fact]
    public void A_first_update_that_ruins_the_network_is_found_with_its_size()
    {
        const float rate = 0.3f;
        Dataset digits = EmbeddedData.Digits().Select([.. Enumerable.Range(0, 300)]);
        digits = FeatureScaler.MinMax(digits).Apply(digits);
        Network network = Network.Build(64, 3, Layer.Dense(64, Activation.ReLU), Layer.Dense(64, Activation.ReLU), Layer.Dense(10, Activation.Softmax));
        double[] sizes = [.. Enumerable.Range(0, 3).Select(l => network.Layout.Weights(l)).Select(weights =>
            Math.Sqrt(weights.In(network.Parameters).ToArray().Sum(w => (double)w * w) / weights.Count))];
        Finding finding = Diagnosed.Findings(
            digits, network, Loss.CrossEntropy, new Adam { LearningRate = rate }, new TrainingOptions { Epochs = 10 }).Single(FindingKind.LearningRateTooHigh);

        // The first step of Adam moves each weight by η, except those that have no gradient.
        int layer = finding.Place == "output layer" ? 2 : int.Parse(finding.Place[^1..]) - 1;
        Assert.InRange(finding.Value, 0.3 * rate / sizes[layer], 1.0001 * rate / sizes[layer]);
        Assert.Contains("the first update changed its weights by", finding.Measurement);
    }

    [Theory]
    [InlineData("adam", 1e-6)]
    [InlineData("sgd", 1e-5)]
    public void A_learning_rate_that_moves_nothing_is_found_with_the_size_of_its_updates(string name, float rate)
    {
        Finding finding = Diagnosed.Findings(
            Clouds, Small(Activation.Tanh), Loss.CrossEntropy, WithRate(Optimizer.Create(name), rate), new TrainingOptions { Epochs = 20 }).Single(FindingKind.LearningRateTooLow);
        Assert.Equal("the whole training", finding.Place);
        Assert.InRange(finding.Value, 1e-9, 3e-4);
        Assert.Equal("Raise the learning rate tenfold", finding.Advice);
    }

    [Fact]
    public void A_rare_class_that_hides_among_another_is_never_predicted()
    {
        // One row in twenty is of class 2 and looks like any other.
        Dataset data = Noise(400, row => row % 20 == 0 ? 2 : row % 2, inform: true);
        Finding finding = Linear(data).Single(FindingKind.ClassNeverPredicted);
        Assert.Equal(("class '2'", 0.05), (finding.Place, finding.Value));
        Assert.Contains("20 of 400 (5 %) are of this class", finding.Measurement);
        Linear(Problems.Clouds(400)).AssertNone(FindingKind.ClassNeverPredicted);
    }

    [Fact]
    public void Of_two_classes_on_one_output_the_rare_one_is_never_predicted()
    {
        Dataset data = Noise(400, row => row % 20 == 0 ? 1 : 0);
        Network network = Network.Build(2, 3, Layer.Dense(1, Activation.Sigmoid));
        Finding finding = Diagnosed.Findings(
            data, network, Loss.BinaryCrossEntropy, new Adam { LearningRate = 0.01f }, new TrainingOptions { Epochs = 20 }).Single(FindingKind.ClassNeverPredicted);
        Assert.Equal(("class '1'", 0.05), (finding.Place, finding.Value));
    }

    [Fact]
    public void A_validation_loss_that_has_long_been_rising_is_overfitting()
    {
        Dataset few = Problems.Clouds(40, spread: 2.5), other = Problems.Clouds(150, seed: 2, spread: 2.5);
        Network network = Network.Build(2, 3, Layer.Dense(128, Activation.ReLU), Layer.Dense(3, Activation.Softmax));
        var diagnosis = new TrainingDiagnosis();
        TrainingResult result = new Trainer(network, Loss.CrossEntropy, new Adam { LearningRate = 0.01f }) { Threads = 1 }.Train(
            few, new TrainingOptions { Epochs = 150, ValidationData = other }, diagnosis);
        Finding finding = diagnosis.Findings.Single(FindingKind.Overfitting);
        Assert.Equal($"epochs {result.BestEpoch} to 150", finding.Place);
        Assert.Equal(result.History[^1].ValidationLoss!.Value / result.History.Min(epoch => epoch.ValidationLoss!.Value), finding.Value, 1e-12);

        // The remedies: to stop in time, and more rows.
        Overfits(few, other, patience: 10).AssertNone(FindingKind.Overfitting);
        Overfits(Problems.Clouds(800, spread: 1), Problems.Clouds(150, seed: 2, spread: 1), patience: null).AssertNone(FindingKind.Overfitting);
    }

    private static IReadOnlyList<Finding> Overfits(Dataset train, Dataset validation, int? patience) => Diagnosed.Findings(
        train,
        Network.Build(2, 3, Layer.Dense(128, Activation.ReLU), Layer.Dense(3, Activation.Softmax)),
        Loss.CrossEntropy,
        new Adam { LearningRate = 0.01f },
        new TrainingOptions { Epochs = 60, ValidationData = validation, Patience = patience });

    private static IReadOnlyList<Finding> Linear(Dataset data) => Diagnosed.Findings(
        data,
        Network.Build(data.Inputs, 3, Layer.Dense(data.Outputs, Activation.Softmax)),
        Loss.CrossEntropy,
        new Adam { LearningRate = 0.01f },
        new TrainingOptions { Epochs = 40 });

    private static Network Small(Activation hidden) => Network.Build(2, 3, Layer.Dense(16, hidden), Layer.Dense(3, Activation.Softmax));

    private static Optimizer WithRate(Optimizer optimizer, float rate) => optimizer with { LearningRate = rate };

    /// <summary>Two features that say nothing, or, where they are to inform, whether the number of the row is odd.</summary>
    private static Dataset Noise(int rows, Func<int, int> label, bool inform = false)
    {
        var random = new Random(4);
        float[] features = new float[2 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            labels[row] = label(row);
            features[2 * row] = (float)random.NextDouble() + (inform ? 2 * (row % 2) : 0);
            features[(2 * row) + 1] = (float)random.NextDouble();
        }

        return Dataset.Classification(features, 2, labels);
    }
}
