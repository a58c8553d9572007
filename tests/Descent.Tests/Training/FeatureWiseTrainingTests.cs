using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>Training of layers in which each unit reads one input.</summary>
public class FeatureWiseTrainingTests
{
    private static readonly Layer[] Layers =
    [
        Layer.FeatureWise([0, 0, 1, 0, 1], Activation.Sine, Initializer.StandardNormal),
        Layer.FeatureWise([0, 1, 2, 3, 4], bias: false),
        Layer.Dense(9, Activation.Tanh, dropout: 0.2f),
        Layer.Dense(3, Activation.Softmax),
    ];

    [Fact]
    public void Batches_that_share_an_update_equal_one_batch_of_their_rows()
    {
        Dataset data = Problems.Clouds(48);
        float[] accumulated = Train(data, "sgd", new TrainingOptions { Epochs = 3, BatchSize = 8, Accumulate = 3 });
        float[] expected = Train(data, "sgd", new TrainingOptions { Epochs = 3, BatchSize = 24 });
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], accumulated[i], 2e-6 * Math.Max(1, Math.Abs(expected[i])));
    }

    [Fact]
    public void A_training_does_not_mix_features_and_keeps_the_padding_zero()
    {
        Dataset data = Problems.Clouds(60);
        Network network = Network.Build(2, 4, Layers);
        float[] before = network.Parameters.ToArray();
        new Trainer(network, Loss.CrossEntropy, new AdamW { WeightDecay = 0.1f }).Train(data, new TrainingOptions { Epochs = 5, BatchSize = 16 });
        float[] after = network.Parameters.ToArray();
        ParameterTensor weights = network.Layout.Weights(0);
        Assert.NotEqual(weights.Row(before.AsSpan(), 0).ToArray(), weights.Row(after.AsSpan(), 0).ToArray());

        // A change of feature 1 reaches the units that read it and no other.
        Network first = Network.Build(2, 4, Layers[0]);
        after.AsSpan(0, first.Layout.Length).CopyTo(first.Parameters);
        float[] here = first.Predict([0.3f, -1]), there = first.Predict([0.3f, 2]);
        Assert.Equal([true, true, false, true, false], here.Zip(there, (a, b) => a == b));
        foreach (ParameterTensor tensor in network.Layout.Tensors)
        {
            for (int row = 0; row < tensor.Rows; row++)
                tensor.Row(after.AsSpan(), row).Clear();
        }

        Assert.All(after, value => Assert.Equal(0f, value));
    }

    [Fact]
    public void The_factor_of_the_neural_tangent_parametrisation_is_that_of_one_input()
    {
        Network network = Network.Build(2, 4, Layers);
        Assert.Equal([1, 0.1f, 1, 1 / MathF.Sqrt(5), 0.1f, 1 / 3f, 0.1f], NeuralTangent.RateFactors(network, new Adam()), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Zeros_are_no_reason_for_a_warning_since_units_differ_in_what_they_read() =>
        Assert.Empty(new Trainer(Network.Build(2, 1, Layer.FeatureWise([0, 1], initializer: Initializer.Zeros), Layer.Dense(1)), Loss.MeanSquaredError, new Sgd()).Warnings);

    [Fact]
    public void Ones_are_a_reason_for_a_warning_in_a_dense_layer_alone()
    {
        Assert.Contains("Hidden layer 1 begins with all weights 1", Assert.Single(Warnings(Layer.Dense(3, initializer: Initializer.Ones))), StringComparison.Ordinal);
        Assert.Empty(Warnings(Layer.FeatureWise([0, 1])));

        static IReadOnlyList<string> Warnings(Layer first) => new Trainer(Network.Build(2, 1, first, Layer.Dense(1)), Loss.MeanSquaredError, new Sgd()).Warnings;
    }

    private static float[] Train(Dataset data, string optimizer, TrainingOptions options)
    {
        Network network = Network.Build(2, 4, [.. Layers.Select(layer => layer with { Dropout = 0 })]);
        new Trainer(network, Loss.CrossEntropy, Optimizer.Create(optimizer)).Train(data, options);
        return network.Parameters.ToArray();
    }
}
