using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

public class PiecewiseLinearEmbeddingTests
{
    [Fact]
    public void The_layer_is_the_equation_of_the_paper()
    {
        // Quantiles of 0, 1, …, 4, 10, 12, 20, 40 in four bins of two steps each: 0, 2, 4, 12, 40.
        float[] values = [12, 0, 3, 1, 40, 4, 2, 20, 10];
        float[] edges = [0, 2, 4, 12, 40];
        Network network = Embedded(Dataset.Regression(values, 1, new float[values.Length]), 4);
        Assert.Equal(5, network.Outputs);
        foreach (float x in values.Concat([-7, 0.5f, 2.75f, 39, 100]))
        {
            float[] e = network.Predict([x]);
            Assert.Equal(Math.Clamp(x / 40, -1, 1), e[0], 1e-6);
            for (int bin = 0; bin < 4; bin++)
                Assert.Equal((2 * Math.Clamp((x - edges[bin]) / (edges[bin + 1] - edges[bin]), 0, 1)) - 1, e[1 + bin], 1e-5);
        }
    }

    [Fact]
    public void Equal_values_share_a_bin_and_an_indicator_passes_through()
    {
        // The first column has two values; of the second's quantiles 5, 5, 5, 6, 9 three are different.
        Network network = Embedded(Dataset.Regression([[0, 5], [1, 5], [1, 5], [0, 6], [0, 9]], [1, 2, 3, 4, 5]), 4);
        Assert.Equal(1 + 1 + 2, network.Outputs);
        Assert.Equal([1, 5 / 9f, -1, -1], network.Predict([1, 5]), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0, 6 / 9f, 1, -1], network.Predict([0, 6]), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Columns_whose_range_a_float_cannot_divide_by_give_finite_numbers()
    {
        Network network = Embedded(Dataset.Regression([0, float.Epsilon, 2 * float.Epsilon, 3 * float.Epsilon, float.MaxValue], 1, new float[5]), 4);
        Assert.All(network.Predict([0, float.Epsilon, float.MaxValue]), value => Assert.InRange(value, -1, 1));
    }

    [Fact]
    public void Other_networks_and_fewer_than_two_bins_are_refused()
    {
        Dataset data = Problems.Waves(20);
        var embedding = new PiecewiseLinearEmbedding(data, 4);
        Assert.Throws<ArgumentException>(() => embedding.Fill(Network.Build(3, 1, Layer.Dense(2))));
        Assert.Throws<ArgumentException>(() => embedding.Fill(Network.Build(2, 1, embedding.Layer)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PiecewiseLinearEmbedding(data, 1));
    }

    [Fact]
    public void A_filled_embedding_is_no_reason_for_a_warning()
    {
        Dataset data = Problems.Waves(20);
        var embedding = new PiecewiseLinearEmbedding(data, 4);
        Network network = Network.Build(data.Inputs, 1, embedding.Layer, Layer.Dense(8, Activation.ReLU), Layer.Dense(1));
        embedding.Fill(network);
        Assert.Empty(new Trainer(network, Loss.MeanSquaredError, new Adam()).Warnings);
    }

    private static Network Embedded(Dataset data, int bins)
    {
        var embedding = new PiecewiseLinearEmbedding(data, bins);
        Network network = Network.Build(data.Inputs, 1, embedding.Layer);
        embedding.Fill(network);
        return network;
    }
}
