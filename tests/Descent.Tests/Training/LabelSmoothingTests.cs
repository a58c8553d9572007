using Descent.Data;
using Descent.Networks;
using Descent.Reference;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

public class LabelSmoothingTests
{
    private const double Share = 0.1;

    private static readonly TrainingOptions Smoothed = new() { Epochs = 4, BatchSize = 16, LabelSmoothing = Share };

    [Fact]
    public void Smoothed_labels_are_soft_labels()
    {
        Dataset data = Problems.Clouds(60);
        float uniform = (float)(Share / 3), own = (float)(1 - Share) + uniform;
        Dataset soft = Dataset.SoftLabels(
            data.Features.Span, 2, [.. data.Labels.ToArray().SelectMany(label => Enumerable.Range(0, 3).Select(k => k == label ? own : uniform))], 3);
        (string expected, IReadOnlyList<EpochReport> history) = Train(soft, Smoothed with { LabelSmoothing = 0 });
        (string found, IReadOnlyList<EpochReport> found2) = Train(data, Smoothed);
        Assert.Equal(expected, found);
        Assert.Equal(history.Select(epoch => epoch.TrainLoss), found2.Select(epoch => epoch.TrainLoss));
        Assert.NotEqual(expected, Train(data, Smoothed with { LabelSmoothing = 0 }).Sha256);
    }

    /// <summary>
    /// Five steps on all rows. Parameters of about 1 in float32 are rounded by 6e-8 in each; 1e-5 leaves room for the sums, and
    /// a label that is off by a hundredth shows in the third digit.
    /// </summary>
    [Theory]
    [InlineData("softmax", "cross-entropy", 3, 1 / 3.0)]
    [InlineData("sigmoid", "cross-entropy", 3, 1 / 3.0)]
    [InlineData("softmax", "squared-error", 3, 1 / 3.0)]
    [InlineData("identity", "softmax-cross-entropy", 3, 1 / 3.0)]
    [InlineData("sigmoid", "binary-cross-entropy", 3, 1 / 2.0)]
    [InlineData("sigmoid", "binary-cross-entropy", 1, 1 / 2.0)]
    public void A_training_agrees_with_the_reference_on_labels_smoothed_by_the_equation(string activation, string lossName, int outputs, double ofUniform)
    {
        Dataset data = Problems.Clouds(24, classes: Math.Max(outputs, 2));
        Loss loss = Loss.Parse(lossName);
        Network network = Network.Build(2, 3, Layer.Dense(6, Activation.Tanh), Layer.Dense(outputs, Activation.Parse(activation)));
        double[,] x = new double[24, 2], t = new double[24, outputs];
        for (int i = 0; i < 24; i++)
        {
            (x[i, 0], x[i, 1]) = (data.Row(i)[0], data.Row(i)[1]);
            for (int k = 0; k < outputs; k++)
                t[i, k] = ((1 - Share) * (data.Labels.Span[i] == (outputs == 1 ? 1 : k) ? 1 : 0)) + (Share * ofUniform);
        }

        (ReferenceNetwork expected, _) = new ReferenceUpdate(new ReferenceSgd(), 0.5, 5).Train(
            ReferenceNetwork.From(network), new ReferenceLoss(loss), x, t, cancellationToken: TestContext.Current.CancellationToken);
        new Trainer(network, loss, new Sgd { LearningRate = 0.5f }).Train(data, Smoothed with { Epochs = 5, BatchSize = 24, Shuffle = false });
        for (int l = 0; l < 2; l++)
        {
            double[,] found = ReferenceNetwork.From(network).Layers[l].Weights;
            Assert.All(expected.Layers[l].Weights.Cast<double>().Zip(found.Cast<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Fact]
    public void Soft_labels_of_any_sum_keep_it()
    {
        var smoothing = new LabelSmoothing(0.25, 4, Loss.CrossEntropy);
        float[] targets = [2, 0, 1, 1], none = [0, 0, 0, 0];
        smoothing.Apply(targets);
        smoothing.Apply(none);
        Assert.Equal([1.75f, 0.25f, 1, 1], targets);
        Assert.Equal([0f, 0, 0, 0], none);
    }

    [Fact]
    public void The_training_loss_is_smoothed_and_the_validation_loss_and_the_accuracies_are_not()
    {
        (Dataset train, Dataset validation) = Problems.Clouds(60).Split(0.5, 1);
        Network network = Network.Build(2, 3, Layer.Dense(6, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
        var recorder = new Recorder();
        // A learning rate of nearly 0: the losses are those of the network as it is.
        new Trainer(network, Loss.CrossEntropy, new Sgd { LearningRate = 1e-30f }).Train(
            train, Smoothed with { Epochs = 1, ValidationData = validation }, recorder);
        EpochReport epoch = recorder.Epochs.Single();
        Assert.Equal(Mean(train, Share), epoch.TrainLoss, 1e-6);
        Assert.Equal(Mean(validation, 0), epoch.ValidationLoss!.Value, 1e-6);
        Assert.Equal(Right(train), epoch.TrainAccuracy!.Value, 1e-12);
        Assert.Equal(Right(validation), epoch.ValidationAccuracy!.Value, 1e-12);

        double Mean(Dataset rows, double share) => Enumerable.Range(0, rows.Rows).Average(row =>
        {
            float[] p = network.Predict(rows.Row(row));
            return -(((1 - share) * Math.Log(p[rows.Labels.Span[row]])) + (share / 3 * p.Sum(value => Math.Log(value))));
        });

        double Right(Dataset rows) => Enumerable.Range(0, rows.Rows).Average(row => PredictedClass.Of(network.Predict(rows.Row(row))) == rows.Labels.Span[row] ? 1.0 : 0);
    }

    [Fact]
    public void A_smoothed_network_is_less_sure()
    {
        Dataset data = Problems.Clouds(90, spread: 0.3);
        TrainingOptions options = new() { Epochs = 200 };
        Assert.InRange(Sureness(options), 0.99, 1);
        // As sure as its labels: 1 − 0.1 + 0.1/3.
        Assert.Equal(0.9333, Sureness(options with { LabelSmoothing = Share }), 0.02);

        double Sureness(TrainingOptions options)
        {
            Network network = Network.Build(2, 3, Layer.Dense(12, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
            new Trainer(network, Loss.CrossEntropy, new Adam { LearningRate = 0.02f }).Train(data, options);
            return Enumerable.Range(0, data.Rows).Average(row => network.Predict(data.Row(row)).Max());
        }
    }

    [Fact]
    public void A_diagnosis_measures_the_smoothed_loss_and_finds_nothing_in_a_good_training()
    {
        // Predicting the shares of three equal classes has the loss ln 3 whatever the smoothing; smoothed labels leave their entropy.
        Dataset data = Problems.Clouds(90, spread: 0.3);
        Assert.Equal(Math.Log(3), ConstantPrediction.Loss(data, data, Loss.CrossEntropy, 3, Share), 1e-6);
        double own = 1 - Share + (Share / 3), other = Share / 3;
        double entropy = -(own * Math.Log(own)) - (2 * other * Math.Log(other));
        Assert.Equal(entropy, ConstantPrediction.Least(data, Loss.CrossEntropy, 3, Share), 1e-6);
        Assert.Equal(0, ConstantPrediction.Least(data, Loss.CrossEntropy, 3, 0));
        Assert.Equal(
            -3 * ((0.95 * Math.Log(0.95)) + (0.05 * Math.Log(0.05))) / Math.Log(2), ConstantPrediction.Least(data, Loss.BinaryCrossEntropy with { LogBase = 2 }, 3, Share), 1e-6);

        var diagnosis = new TrainingDiagnosis();
        Network network = Network.Build(2, 3, Layer.Dense(12, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
        new Trainer(network, Loss.CrossEntropy, new Adam { LearningRate = 0.02f }).Train(data, Smoothed with { Epochs = 60, Validation = 0.2 }, diagnosis);
        Assert.Empty(diagnosis.Findings);
        Assert.Equal(entropy, new Prober(network, Loss.CrossEntropy, data, Share).Measure().Loss, 0.02);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_share_outside_its_range_is_refused(double share) =>
        Assert.Contains("expected a number in [0, 1)", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { LabelSmoothing = share }).Message, StringComparison.Ordinal);

    [Fact]
    public void Numbers_are_no_labels()
    {
        var trainer = new Trainer(Network.Build(3, 1, Layer.Dense(2)), Loss.MeanSquaredError, new Sgd());
        Assert.StartsWith(
            "The targets are numbers, and only the labels of a classification can be smoothed. Set LabelSmoothing to 0.",
            Assert.Throws<ArgumentException>(() => trainer.Train(Problems.Waves(9), Smoothed)).Message, StringComparison.Ordinal);
    }

    private static (string Sha256, IReadOnlyList<EpochReport> History) Train(Dataset data, TrainingOptions options)
    {
        Network network = Network.Build(2, 3, Layer.Dense(9, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
        TrainingResult result = new Trainer(network, Loss.CrossEntropy, new Adam { LearningRate = 0.01f }).Train(data, options);
        return (network.ParametersSha256(), result.History);
    }
}
