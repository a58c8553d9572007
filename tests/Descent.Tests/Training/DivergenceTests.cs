using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>A loss that is not finite ends the training before another update, with the place and a likely cause.</summary>
public class DivergenceTests
{
    private static readonly Dataset Squares = Dataset.Regression([[1], [2], [3], [4]], [1, 4, 9, 16]);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_step_on_numbers_that_are_not_finite_says_which_row_and_changes_nothing(float bad)
    {
        Network network = Network.Build(2, 1, Layer.Dense(3), Layer.Dense(1));
        string before = network.ParametersSha256();
        var trainer = new Trainer(network, Loss.MeanSquaredError, new Sgd());
        NonFiniteLossException inFeatures = Assert.Throws<NonFiniteLossException>(() => trainer.Step([1f, 2f, 3f, bad], [1f, 2f]));
        NonFiniteLossException inTargets = Assert.Throws<NonFiniteLossException>(() => trainer.Step([1f, 2f, 3f, 4f], [bad, 2f]));
        Assert.Contains("in step 1. Row 0 of the batch, counted from 0, has a feature or target that is infinite or not a number", inTargets.Message);
        Assert.Contains("Row 1 of the batch", inFeatures.Message);
        Assert.Equal((1, null, null), (inTargets.Step, inTargets.Epoch, inTargets.Batch));
        Assert.Equal(before, network.ParametersSha256());
        Assert.Equal(0, trainer.Steps);
    }

    [Fact]
    public void Parameters_that_an_update_made_infinite_are_named_with_the_learning_rate()
    {
        Network network = Network.Build(1, 1, Layer.Dense(1));
        string before = network.ParametersSha256();
        NonFiniteLossException exception = Assert.Throws<NonFiniteLossException>(
            () => new Trainer(network, Loss.MeanSquaredError, new Sgd { LearningRate = 3e38f }).Train(
                Squares, new TrainingOptions { BatchSize = 2 }));
        Assert.Equal((2, 1, 2), (exception.Step, exception.Epoch, exception.Batch));
        Assert.Contains("in epoch 1, batch 2. An update before made parameters infinite: the learning rate 3E+38 is far too high", exception.Message);
        Assert.False(double.IsFinite(exception.Loss));
        Assert.Equal(before, network.ParametersSha256());
    }

    [Fact]
    public void Large_parameters_are_named_with_the_learning_rate()
    {
        NonFiniteLossException exception = Assert.Throws<NonFiniteLossException>(
            () => new Trainer(Network.Build(1, 1, Layer.Dense(1)), Loss.MeanSquaredError, new Sgd { LearningRate = 5 }).Train(
                Squares, new TrainingOptions { Epochs = 1000 }));
        Assert.Contains("The loss became infinite in epoch ", exception.Message);
        Assert.Contains(", batch 1. The largest parameter is ", exception.Message);
        Assert.Contains("so the outputs overflow: the learning rate 5 is too high. Lower it tenfold.", exception.Message);
        Assert.True(exception.Epoch > 1);
    }

    [Fact]
    public void A_logarithm_of_zero_is_named_where_the_loss_takes_one()
    {
        // The only unit puts out 0 for class 1.
        Network network = Network.Build(1, 1, Layer.Dense(2, Activation.ReLU, Initializer.Zeros));
        NonFiniteLossException exception = Assert.Throws<NonFiniteLossException>(
            () => new Trainer(network, Loss.CrossEntropy, new Sgd()).Step([1f], [1]));
        Assert.Contains("The loss became infinite in step 1. The loss cross-entropy takes the logarithm of an output that is 0", exception.Message);
        Assert.Equal(double.PositiveInfinity, exception.Loss);
    }

    [Fact]
    public void Overflow_is_not_blamed_on_a_logarithm_that_the_fused_loss_does_not_take()
    {
        // Finite features whose weighted inputs are infinite: softmax of ∞ is NaN.
        Network network = Network.Build(1, 1, Layer.Dense(2, Activation.Softmax));
        network.Layout.Weights(0).Row(network.Parameters, 0).Fill(100);
        NonFiniteLossException exception = Assert.Throws<NonFiniteLossException>(
            () => new Trainer(network, Loss.CrossEntropy, new Sgd()).Step([3e38f], [1]));
        Assert.Contains("The loss became NaN (not a number) in step 1. The features or targets of this batch are so large", exception.Message);
    }

    [Fact]
    public void Huge_targets_are_named()
    {
        Dataset data = Dataset.Regression([[1], [2]], [1e30f, 1]);
        NonFiniteLossException exception = Assert.Throws<NonFiniteLossException>(
            () => new Trainer(Network.Build(1, 1, Layer.Dense(1)), Loss.MeanSquaredError, new Sgd()).Train(data));
        Assert.Contains("in epoch 1, batch 1. The features or targets of this batch are so large that their squares overflow", exception.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void The_last_update_of_an_epoch_is_looked_at_too(double validation)
    {
        Network network = Network.Build(1, 1, Layer.Dense(1));
        string before = network.ParametersSha256();
        NonFiniteLossException exception = Assert.Throws<NonFiniteLossException>(
            () => new Trainer(network, Loss.MeanSquaredError, new Sgd { LearningRate = 3e38f }).Train(
                Squares, new TrainingOptions { Epochs = 1, Validation = validation }));
        Assert.Equal((1, (int?)null), (exception.Epoch, exception.Batch));
        Assert.Contains("after epoch 1. An update before made parameters infinite", exception.Message);
        Assert.Equal(before, network.ParametersSha256());
    }

    [Fact]
    public void A_validation_loss_that_is_not_finite_ends_the_training()
    {
        var options = new TrainingOptions { ValidationData = Dataset.Regression([[1]], [1e30f]) };
        NonFiniteLossException exception = Assert.Throws<NonFiniteLossException>(
            () => new Trainer(Network.Build(1, 1, Layer.Dense(1)), Loss.MeanSquaredError, new Sgd { LearningRate = 0.01f }).Train(Squares, options));
        Assert.StartsWith("The loss became infinite after epoch 1. ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_network_goes_back_to_the_best_epoch(bool validate)
    {
        Network network = Network.Build(2, 5, Layer.Dense(8, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
        List<string> hashes = [];
        var recorder = new Recorder
        {
            Epoch = _ => hashes.Add(network.ParametersSha256()),
            Batch = batch =>
            {
                if (batch.Epoch == 6)
                    network.Parameters[0] = float.NaN;
            },
        };
        var options = new TrainingOptions { BatchSize = 10, ValidationData = validate ? Problems.Clouds(90, seed: 2) : null };
        NonFiniteLossException exception = Assert.Throws<NonFiniteLossException>(
            () => new Trainer(network, Loss.CrossEntropy, new Sgd { LearningRate = 8, Momentum = 0.9f }).Train(Problems.Clouds(60, spread: 2), options, recorder));
        Assert.Equal((6, 2), (exception.Epoch, exception.Batch));
        double[] losses = [.. recorder.Epochs.Select(epoch => epoch.ValidationLoss ?? epoch.TrainLoss)];
        int best = Array.IndexOf(losses, losses.Min());
        Assert.True(best < 4, "the last epoch was the best one, so the test would not see what is restored");
        Assert.Equal(hashes[best], network.ParametersSha256());
        Assert.DoesNotContain(recorder.Events, e => e is TrainingResult);
    }
}
