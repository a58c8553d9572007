using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>Data that does not fit is refused before anything is trained, in words that say what to change.</summary>
public class TrainerDataTests
{
    [Fact]
    public void Features_and_outputs_must_be_as_many_as_the_network_has()
    {
        AssertRefused("The data has 2 features, but the network has 3 inputs", Network.Build(3, 1, Layer.Dense(3, Activation.Softmax)), Loss.CrossEntropy, Problems.Clouds(9));
        AssertRefused("The data has 3 classes, but the network has 4 outputs. Give the output layer 3 units", Network.Build(2, 1, Layer.Dense(4, Activation.Softmax)), Loss.CrossEntropy, Problems.Clouds(9));
        AssertRefused("The data has 3 classes, but the network has 1 outputs", Network.Build(2, 1, Layer.Dense(1, Activation.Sigmoid)), Loss.BinaryCrossEntropy, Problems.Clouds(9));
        AssertRefused("The data has 2 targets, but the network has 1 outputs", Network.Build(3, 1, Layer.Dense(1)), Loss.MeanSquaredError, Problems.Waves(9));
    }

    [Theory]
    [InlineData("relu", "cross-entropy")]
    [InlineData("identity", "softmax-cross-entropy")]
    public void One_output_cannot_tell_classes_apart_with_a_loss_that_compares_them(string output, string lossName)
    {
        Loss loss = Loss.Parse(lossName);
        Network network = Network.Build(2, 1, Layer.Dense(1, Activation.Parse(output)));
        string expected = $"The loss {lossName} compares the outputs of several classes, but the network has one output.";
        AssertRefused(expected, network, loss, Problems.Clouds(10, classes: 2));
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new Trainer(network, loss, new Sgd()).Step([1f, 2f], [1])).Message);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new Backpropagation(network, loss, 1).Run([1f, 2f], [1])).Message);
    }

    [Fact]
    public void A_single_logit_is_counted_at_0_and_refused_where_it_would_be_read_as_a_probability()
    {
        // z = x: 0.2 is a probability above ½, and −0.2 one below.
        Network network = Network.Build(1, 1, Layer.Dense(1, bias: false));
        network.Parameters[0] = 1;
        BatchResult result = new Backpropagation(network, Loss.SigmoidBinaryCrossEntropy, 4).Run([0.2f, 0.2f, -0.2f, -0.2f], [1, 0, 0, 1]);
        Assert.Equal(2, result.Correct);
        Assert.Equal(1, new Backpropagation(network, Loss.SigmoidBinaryCrossEntropy, 1).Run([0.2f], [1]).Correct);
        Assert.Equal(0, new Backpropagation(network, Loss.MeanSquaredError, 1).Run([0.2f], [1]).Correct);
        AssertRefused("Use sigmoid as the output activation and the loss binary-cross-entropy", Network.Build(2, 1, Layer.Dense(1)), Loss.SigmoidBinaryCrossEntropy, Problems.Clouds(10, classes: 2));
    }

    [Fact]
    public void Validation_rows_must_be_of_the_same_kind_with_the_same_classes()
    {
        Network network = Network.Build(2, 1, Layer.Dense(3, Activation.Softmax));
        Dataset train = Problems.Clouds(9);
        Dataset renamed = Dataset.Classification(train.Features.Span, 2, train.Labels.Span, ["2", "1", "0"]);
        AssertRefused("The classes of the validation rows are not those of the training rows", network, Loss.CrossEntropy, train, renamed);
        AssertRefused("The validation rows have a weight for each class, but the training rows have classes", network, Loss.CrossEntropy, train, Problems.SoftClouds(9));
        AssertRefused("The validation rows have numbers as targets, but the training rows have classes", network, Loss.CrossEntropy, train, Problems.Waves(9));
        AssertRefused("The data has 5 features", network, Loss.CrossEntropy, train, Problems.Clouds(9, inputs: 5));
    }

    [Fact]
    public void Numbers_that_a_scaler_made_infinite_are_found()
    {
        Network network = Network.Build(2, 1, Layer.Dense(3, Activation.Softmax));
        Dataset infinite = new FeatureScaler([0, 0], [1, 3e38f]).Apply(Dataset.Classification([[1, 0], [1, 1], [1, 2]], [0, 1, 2]));
        AssertRefused("The feature 'x2' of row 2 is Infinity; expected a finite number.", network, Loss.CrossEntropy, infinite);
        AssertRefused("The feature 'x2' of row 2 is Infinity", network, Loss.CrossEntropy, Problems.Clouds(9), infinite);
        Dataset targets = new TargetScaler([0], [1e-30f]).Apply(Dataset.Regression([[1, 0], [1, 1]], [0, 3e38f]));
        AssertRefused("The target of row 1 is Infinity", Network.Build(2, 1, Layer.Dense(1)), Loss.MeanSquaredError, targets);
    }

    [Fact]
    public void One_row_cannot_be_split_but_trained()
    {
        Dataset one = Dataset.Regression([[1]], [1]);
        var trainer = new Trainer(Network.Build(1, 1, Layer.Dense(1)), Loss.MeanSquaredError, new Sgd());
        Assert.Contains("no part can be held back", Assert.Throws<ArgumentException>(() => trainer.Train(one, new TrainingOptions { Validation = 0.1 })).Message);
        Assert.Equal(1, trainer.Train(one).TrainRows);
    }

    [Fact]
    public void Steps_refuse_spans_that_do_not_fit()
    {
        Network network = Network.Build(2, 1, Layer.Dense(3, Activation.Softmax));
        var trainer = new Trainer(network, Loss.CrossEntropy, new Sgd());
        string before = network.ParametersSha256();
        Refused("2 for each row", () => trainer.Step([1f, 2f, 3f], [0]));
        Refused("2 for each row", () => trainer.Step([1f, 2f], [0, 1]));
        Refused("The batch has 0 rows", () => trainer.Step([], ReadOnlySpan<int>.Empty));
        Refused("The batch has 0 rows", () => trainer.Step([], ReadOnlySpan<float>.Empty));
        Refused("4 targets are not whole rows of 3", () => trainer.Step([1f, 2f], [1f, 0f, 0f, 0f]));
        Refused("The label of row 1 of the batch is 3; expected a class index from 0 to 2", () => trainer.Step([1f, 2f, 3f, 4f], [0, 3]));
        Refused("is -1", () => trainer.Step([1f, 2f], [-1]));
        Assert.Equal(before, network.ParametersSha256());
        Assert.Equal(0, trainer.Steps);

        static void Refused(string expected, Action act) => Assert.Contains(expected, Assert.Throws<ArgumentException>(act).Message);
    }

    [Fact]
    public void A_loss_that_is_not_defined_on_the_outputs_is_refused_at_once()
    {
        Assert.Contains("Use softmax as the output activation", Refusal(Activation.Tanh, Loss.CrossEntropy));
        Assert.Contains("Use sigmoid as the output activation", Refusal(Activation.ReLU, Loss.BinaryCrossEntropy));
        Assert.Contains("Use exponential or softplus", Refusal(Activation.Identity, Loss.Poisson));
        Assert.Contains("Use the loss cross-entropy", Refusal(Activation.Softmax, Loss.SoftmaxCrossEntropy));
        Assert.Contains("Use the loss binary-cross-entropy", Refusal(Activation.Sigmoid, Loss.SigmoidBinaryCrossEntropy));

        static string Refusal(Activation output, Loss loss) =>
            Assert.Throws<ArgumentException>(() => new Trainer(Network.Build(1, 1, Layer.Dense(2, output)), loss, new Sgd())).Message;
    }

    private static void AssertRefused(string expected, Network network, Loss loss, Dataset train, Dataset? validation = null)
    {
        var recorder = new Recorder();
        ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(
            () => new Trainer(network, loss, new Sgd()).Train(train, new TrainingOptions { ValidationData = validation }, recorder));
        Assert.Contains(expected, refusal.Message);
        Assert.Empty(recorder.Events);
    }
}
