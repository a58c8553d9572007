using Descent.Data;
using Descent.Evaluation;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>That training learns: every optimizer with every activation, and each kind of problem from end to end.</summary>
public class LearningTests
{
    private static readonly Dictionary<string, Optimizer> Optimizers = new()
    {
        ["sgd"] = new Sgd { LearningRate = 0.1f },
        ["momentum"] = new Sgd { LearningRate = 0.03f, Momentum = 0.9f },
        ["nesterov"] = new Sgd { LearningRate = 0.03f, Momentum = 0.9f, Nesterov = true },
        ["adam"] = new Adam { LearningRate = 0.01f },
        ["adamw"] = new AdamW { LearningRate = 0.01f },
    };

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (string optimizer in Optimizers.Keys)
        {
            foreach (string activation in Activation.Names.Except(["heaviside"]))
                pairs.Add(optimizer, activation);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_loss_falls_below_half_with_every_optimizer_and_hidden_activation(string optimizer, string activation)
    {
        // ln 3 = 1.1 is the loss of guessing among three classes; clouds this far apart allow less than 0.1.
        Network network = Network.Build(2, 7, Layer.Dense(16, Activation.Parse(activation)), Layer.Dense(3, Activation.Softmax));
        TrainingResult result = new Trainer(network, Loss.CrossEntropy, Optimizers[optimizer]).Train(
            Problems.Clouds(120), new TrainingOptions { Epochs = 40, BatchSize = 8 });
        double last = result.History[^1].TrainLoss;
        Assert.True(last < 0.5 * Math.Log(3), $"the loss went from {result.History[0].TrainLoss} to {last}");
    }

    [Theory]
    [InlineData("softmax", "mse")]
    [InlineData("softmax", "squared-error")]
    [InlineData("softmax", "mae")]
    [InlineData("softmax", "binary-cross-entropy")]
    [InlineData("sigmoid", "binary-cross-entropy")]
    [InlineData("sigmoid", "squared-error")]
    [InlineData("sigmoid", "cross-entropy")]
    [InlineData("tanh", "huber")]
    [InlineData("identity", "softmax-cross-entropy")]
    [InlineData("identity", "sigmoid-binary-cross-entropy")]
    [InlineData("softplus", "poisson")]
    public void Classes_are_learned_with_every_pair_of_output_and_loss(string output, string loss)
    {
        // Cross-entropy alone does not punish wrong classes, so sigmoids learn to say yes to all: it is only held to its own loss.
        Dataset data = Problems.Clouds(120);
        Network network = Network.Build(2, 7, Layer.Dense(16, Activation.Tanh), Layer.Dense(3, Activation.Parse(output)));
        TrainingResult result = new Trainer(network, Loss.Parse(loss), new Adam { LearningRate = 0.01f }).Train(
            data, new TrainingOptions { Epochs = 60, BatchSize = 8 });
        Assert.True(result.History[^1].TrainLoss < 0.7 * result.History[0].TrainLoss, $"the loss went from {result.History[0].TrainLoss} to {result.History[^1].TrainLoss}");
        if (output != "sigmoid" || loss != "cross-entropy")
            Assert.InRange(network.EvaluateClassification(data).Accuracy, 0.9, 1);
    }

    [Fact]
    public void Exclusive_or_is_learned_by_one_sigmoid_with_binary_cross_entropy()
    {
        Network network = Network.Build(2, 3, Layer.Dense(4, Activation.Sigmoid), Layer.Dense(1, Activation.Sigmoid));
        TrainingResult result = new Trainer(network, Loss.BinaryCrossEntropy, new Adam { LearningRate = 0.1f }).Train(
            Problems.Xor, new TrainingOptions { Epochs = 500, BatchSize = 4 });
        Assert.InRange(result.History[^1].TrainLoss, 0, 0.05);
        float[] p = network.Predict(Problems.Xor.Features.Span);
        Assert.Equal([false, true, true, false], p.Select(probability => probability > 0.5f));
        Assert.Equal(1, result.History[^1].TrainAccuracy);
    }

    [Fact]
    public void Two_classes_need_one_sigmoid_or_two_softmax_units()
    {
        // p = σ(z) and softmax([z₁, z₂])₂ = σ(z₂ − z₁) describe the same models, so both reach the same accuracy.
        Dataset data = Problems.Clouds(200, classes: 2);
        foreach ((Layer output, Loss loss) in ((Layer, Loss)[])[
            (Layer.Dense(1, Activation.Sigmoid), Loss.BinaryCrossEntropy), (Layer.Dense(2, Activation.Softmax), Loss.CrossEntropy)])
        {
            Network network = Network.Build(2, 7, output);
            TrainingResult result = new Trainer(network, loss, new Adam { LearningRate = 0.05f }).Train(data, new TrainingOptions { Epochs = 30 });
            ClassificationMetrics metrics = network.EvaluateClassification(data);
            Assert.InRange(metrics.Accuracy, 0.97, 1);
            Assert.InRange(metrics.LogLoss!.Value, 0, 0.15);
            Assert.InRange(result.History[^1].TrainAccuracy!.Value, 0.97, 1);
        }
    }

    [Fact]
    public void Regression_with_two_outputs_explains_the_functions()
    {
        Dataset data = Problems.Waves(400);
        Network network = Network.Build(3, 7, Layer.Dense(32, Activation.Tanh), Layer.Dense(2));
        new Trainer(network, Loss.MeanSquaredError, new Adam { LearningRate = 0.01f }).Train(
            data, new TrainingOptions { Epochs = 100, Schedule = Schedule.Cosine });
        Assert.InRange(network.EvaluateRegression(Problems.Waves(200, seed: 2)).R2!.Value, 0.98, 1);
    }

    [Fact]
    public void Weights_for_each_class_that_are_one_hot_train_to_the_same_bits_as_the_classes()
    {
        Dataset clouds = Problems.Clouds(60);
        float[] oneHot = new float[60 * 3];
        for (int row = 0; row < 60; row++)
            oneHot[(row * 3) + clouds.Labels.Span[row]] = 1;
        Dataset soft = Dataset.SoftLabels(clouds.Features.Span, 2, oneHot, 3);
        foreach ((Activation output, Loss loss) in ((Activation, Loss)[])[
            (Activation.Softmax, Loss.CrossEntropy), (Activation.Sigmoid, Loss.CrossEntropy), (Activation.Softmax, Loss.SquaredError)])
        {
            string Train(Dataset data)
            {
                Network network = Network.Build(2, 5, Layer.Dense(8, Activation.Tanh), Layer.Dense(3, output));
                new Trainer(network, loss, new Sgd()).Train(data, new TrainingOptions { Epochs = 3, BatchSize = 7 });
                return network.ParametersSha256();
            }

            Assert.Equal(Train(clouds), Train(soft));
        }
    }

    [Fact]
    public void Soft_labels_are_learned_as_probabilities()
    {
        // Every row says 90 % + 3.3 %, 3.3 %, 3.3 %; the lowest cross-entropy is the entropy of that, reached by predicting it.
        Dataset data = Problems.SoftClouds(120);
        Network network = Network.Build(2, 7, Layer.Dense(16, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
        TrainingResult result = new Trainer(network, Loss.CrossEntropy, new Adam { LearningRate = 0.02f }).Train(
            data, new TrainingOptions { Epochs = 100, Validation = 0.2 });
        double high = 0.9 + (0.1 / 3), low = 0.1 / 3;
        double entropy = -(high * Math.Log(high)) - (2 * low * Math.Log(low));
        Assert.InRange(result.History[^1].TrainLoss, entropy, entropy + 0.03);
        Assert.Null(result.History[^1].TrainAccuracy);
        Assert.Equal(24, result.ValidationRows);
    }

    [Fact]
    public void Independent_labels_are_learned_by_sigmoids()
    {
        // Two questions with yes and no in all combinations: is x₁ positive, is x₂ positive.
        Dataset clouds = Problems.Clouds(200, classes: 4);
        float[] answers = [.. clouds.Features.ToArray().Select(x => x > 0 ? 1f : 0f)];
        Dataset data = Dataset.SoftLabels(clouds.Features.Span, 2, answers, 2);
        Network network = Network.Build(2, 7, Layer.Dense(8, Activation.Tanh), Layer.Dense(2, Activation.Sigmoid));
        new Trainer(network, Loss.BinaryCrossEntropy, new Adam { LearningRate = 0.02f }).Train(data, new TrainingOptions { Epochs = 100 });
        float[] p = network.Predict(data.Features.Span);
        Assert.InRange(Enumerable.Range(0, p.Length).Count(i => (p[i] > 0.5f) == (answers[i] == 1)) / (double)p.Length, 0.97, 1);
    }
}
