using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>Trainings of networks that share layers.</summary>
public class SharedEnsembleTrainingTests
{
    private static readonly TrainingOptions Short = new() { Epochs = 4, BatchSize = 16, Validation = 0.25 };

    [Fact]
    public void One_network_is_trained_to_the_bits_of_a_network_alone()
    {
        Dataset data = Problems.Clouds(90);
        SharedEnsemble shared = Build(data, 1);
        Network alone = Network.Build(data.Inputs, 3, [.. shared.First.Layers]);
        TrainingResult expected = new Trainer(alone, Loss.CrossEntropy, new Adam()).Train(data, Short);
        TrainingResult found = new Trainer(shared, Loss.CrossEntropy, new Adam()).Train(data, Short);
        Assert.Equal(expected.History, found.History);
        Assert.Equal(alone.ParametersSha256(), shared.First.ParametersSha256());
        Assert.Equal(alone.ParametersSha256(), shared.ToEnsemble().ParametersSha256());
    }

    /// <summary>One step on all rows at once with plain gradient descent: θ − η·∇L, the gradient being checked elsewhere.</summary>
    [Fact]
    public void A_step_moves_what_is_shared_and_what_each_has_of_its_own()
    {
        Dataset data = Problems.Clouds(20);
        SharedEnsemble shared = Build(data, 3, dropout: 0), moved = Build(data, 3, dropout: 0);
        Backpropagation pass = Backpropagation.Of(shared, Loss.CrossEntropy, 20);
        pass.Run(data.Features.Span, data.Labels.Span);
        new Trainer(moved, Loss.CrossEntropy, new Sgd { LearningRate = 0.5f }).Step(data.Features.Span, data.Labels.Span);
        for (int i = 0; i < shared.Parameters.Length; i++)
            Assert.Equal(shared.Parameters[i] - (0.5 * pass.Gradients[i]), moved.Parameters[i], 1e-6);
        Assert.True(moved.ToEnsemble().SharesLayer(1, 1));
        Assert.False(moved.ToEnsemble().SharesLayer(1, 2));
    }

    [Fact]
    public void A_factor_of_the_learning_rate_holds_for_the_layer_of_each_network()
    {
        Dataset data = Problems.Clouds(20);
        SharedEnsemble shared = Build(data, 3), trained = Build(data, 3);
        float[] factors = [.. shared.First.Layout.Tensors.Select(tensor => tensor.Name == "layers.0.weights" ? 0f : 1)];
        new Trainer(trained, Loss.CrossEntropy, new Adam()) { RateFactors = factors }.Step(data.Features.Span, data.Labels.Span);
        foreach (ParameterTensor tensor in shared.Layout.Tensors)
        {
            bool isSame = tensor.In(shared.Parameters).SequenceEqual(tensor.In(trained.Parameters));
            Assert.Equal(tensor.Name.EndsWith("layers.0.weights", StringComparison.Ordinal), isSame);
        }
    }

    [Fact]
    public void Each_network_sees_the_rows_in_an_order_of_its_own()
    {
        // Two networks with the same first parameters, their output layers: only the order of the rows can tell them apart.
        Dataset data = Problems.Clouds(64);
        Layer[] layers = [Layer.Dense(8, Activation.Tanh), Layer.Dense(3, Activation.Softmax, Initializer.Zeros)];
        Assert.False(Train(shuffle: true).SharesLayer(1, 1));
        Assert.True(Train(shuffle: false).SharesLayer(1, 1));

        Ensemble Train(bool shuffle)
        {
            SharedEnsemble shared = SharedEnsemble.Build(data.Inputs, 1, 2, [1], layers);
            new Trainer(shared, Loss.CrossEntropy, new Sgd()).Train(data, new TrainingOptions { Epochs = 1, BatchSize = 16, Shuffle = shuffle });
            return shared.ToEnsemble();
        }
    }

    [Fact]
    public void The_losses_and_accuracies_are_the_means_over_the_networks()
    {
        Dataset data = Problems.Clouds(60);
        SharedEnsemble shared = Build(data, 3);
        TrainingResult result = new Trainer(shared, Loss.CrossEntropy, new Adam()).Train(data, new TrainingOptions { Epochs = 3, ValidationData = data });
        double loss = 0, accuracy = 0;
        foreach (Network network in shared.ToEnsemble().Members)
        {
            var pass = new Backpropagation(network, Loss.CrossEntropy, 60);
            BatchResult measured = pass.Run(data.Features.Span, data.Labels.Span);
            loss += measured.Loss / 3;
            accuracy += measured.Correct / (60.0 * 3);
        }

        Assert.Equal(loss, result.History[result.BestEpoch - 1].ValidationLoss!.Value, 1e-6);
        Assert.Equal(accuracy, result.History[result.BestEpoch - 1].ValidationAccuracy!.Value, 1e-9);
    }

    [Fact]
    public void The_mean_of_networks_that_share_layers_learns_what_one_learns()
    {
        Dataset data = Problems.Clouds(300, spread: 0.6);
        SharedEnsemble shared = Build(data, 4);
        new Trainer(shared, Loss.CrossEntropy, new Adam { LearningRate = 0.02f }).Train(data, new TrainingOptions { Epochs = 20 });
        float[] mean = shared.ToEnsemble().Predict(data.Features.Span);
        int right = Enumerable.Range(0, 300).Count(row => PredictedClass.Of(mean.AsSpan(row * 3, 3), 0.5f) == data.Labels.Span[row]);
        Assert.InRange(right, 295, 300);
    }

    private static SharedEnsemble Build(Dataset data, int members, float dropout = 0.2f) => SharedEnsemble.Build(
        data.Inputs, 3, members, [0, 2],
        Layer.FeatureWise([.. Enumerable.Range(0, data.Inputs)], initializer: Initializer.RandomSigns, bias: false),
        Layer.Dense(12, Activation.Tanh, dropout: dropout), Layer.Dense(data.Outputs, Activation.Softmax));
}
