using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>Layers with the factor 0 cost no backward pass, and the others learn the bits that they would anyway.</summary>
public class UntrainedLayerTests
{
    private static readonly Layer[] Layers =
    [
        Layer.FeatureWise([0, 1, 0, 1], Activation.HardTanh, Initializer.StandardNormal), Layer.Dense(300, Activation.Tanh), Layer.Dense(300, Activation.Tanh),
        Layer.Dense(3, Activation.Softmax),
    ];

    // One step of gradient descent on all rows at once, by the gradient of a pass that knows of no factors.
    [Theory]
    [InlineData(0, 1, 40)]
    [InlineData(2, 1, 40)]
    [InlineData(4, 1, 40)]
    [InlineData(4, 2, 40)]
    [InlineData(3, 2, 40)]
    [InlineData(8, 1, 40)]
    [InlineData(2, 1, 1)]
    [InlineData(5, 1, 1)]
    public void Only_the_tensors_behind_them_move_and_by_their_own_gradient(int untrained, int threads, int rows)
    {
        Dataset data = Problems.Clouds(rows);
        Network network = Network.Build(2, 1, Layers), trained = Network.Build(2, 1, Layers);
        var pass = new Backpropagation(network, Loss.CrossEntropy, rows);
        pass.Run(data.Features.Span, data.Labels.Span);
        float[] factors = [.. Enumerable.Range(0, network.Layout.Tensors.Count).Select(tensor => tensor < untrained ? 0f : 1)];
        new Trainer(trained, Loss.CrossEntropy, new Sgd { LearningRate = 0.5f }) { Threads = threads, RateFactors = factors }.Step(data.Features.Span, data.Labels.Span);
        foreach ((int index, ParameterTensor tensor) in network.Layout.Tensors.Index())
        {
            for (int i = tensor.Offset; i < tensor.Offset + tensor.Length; i++)
                Assert.Equal(index < untrained ? network.Parameters[i] : MathF.FusedMultiplyAdd(-0.5f, pass.Gradients[i], network.Parameters[i]), trained.Parameters[i]);
        }
    }

    [Fact]
    public void With_batches_that_share_an_update_they_learn_the_same()
    {
        Dataset data = Problems.Clouds(48);
        TrainingOptions options = new() { Epochs = 2, BatchSize = 8, Accumulate = 3 };
        Network first = Network.Build(2, 1, Layers), second = Network.Build(2, 1, Layers);
        new Trainer(first, Loss.CrossEntropy, new Adam()) { RateFactors = [0, 0, 1, 1, 1, 1, 1, 1] }.Train(data, options);

        // A factor that is too small to move anything is no zero, so the gradients are computed.
        new Trainer(second, Loss.CrossEntropy, new Adam()) { RateFactors = [1e-30f, 1e-30f, 1, 1, 1, 1, 1, 1] }.Train(data, options);
        Assert.Equal(second.ParametersSha256(), first.ParametersSha256());
    }
}
