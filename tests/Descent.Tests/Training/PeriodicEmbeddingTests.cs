using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Numerics;
using Descent.Reference;
using Descent.Tests.Models;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

public class PeriodicEmbeddingTests
{
    [Fact]
    public void The_layer_is_the_equation_of_the_paper()
    {
        const int Frequencies = 5;
        const float Scale = 0.3f;
        Network network = Embedded(Dataset.Regression([[-4, 1], [2, 0], [3, -0.5f]], [0, 0, 0]), Frequencies, Scale, seed: 7);
        Assert.Equal(2 * (1 + (2 * Frequencies)), network.Outputs);
        foreach (float[] x in (float[][])[[0, 0], [-4, 1], [1.5f, -20], [100, 0.25f]])
        {
            float[] v = network.Predict(x);
            for (int feature = 0; feature < 2; feature++)
            {
                var random = new RandomStream(7, RandomPurpose.Embedding, (uint)feature);
                int start = feature * (1 + (2 * Frequencies));
                Assert.Equal(Math.Sin(x[feature] / (feature == 0 ? 4 : 1)), v[start], 1e-5);
                for (int i = 0; i < Frequencies; i++)
                {
                    // A weight and a sum are rounded by 2⁻²⁴ of up to 400.
                    double turns = 2 * Math.PI * Scale * random.Normal(i) * x[feature];
                    Assert.Equal(Math.Sin(turns), v[start + 1 + (2 * i)], 5e-5);
                    Assert.Equal(Math.Cos(turns), v[start + 2 + (2 * i)], 5e-5);
                }
            }
        }
    }

    [Fact]
    public void Frequencies_have_the_deviation_asked_for_and_each_feature_and_seed_its_own()
    {
        Dataset data = Dataset.Regression([[0, 0], [1, 1], [2, 2]], [0, 0, 0]);
        double[] first = [.. Weights(Embedded(data, 1000, 0.02f, seed: 1), 0)];
        double deviation = Math.Sqrt(first.Average(weight => weight * weight)) / (2 * Math.PI);

        // The deviation of 1,000 normal numbers is known to 1/√2000, so this is four of its own deviations.
        Assert.InRange(deviation, 0.02 * 0.91, 0.02 * 1.09);
        Assert.Equal(first, Weights(Embedded(data, 1000, 0.02f, seed: 1), 0));
        Assert.Empty(first.Intersect(Weights(Embedded(data, 1000, 0.02f, seed: 1), 1)));
        Assert.Empty(first.Intersect(Weights(Embedded(data, 1000, 0.02f, seed: 2), 0)));

        static IEnumerable<double> Weights(Network network, int feature) =>
            network.Layout.Weights(0).Row(network.Parameters, 0).ToArray().Where((_, unit) => network.Layers[0].Sources![unit] == feature).Select(weight => (double)weight).Skip(1).Distinct();
    }

    [Fact]
    public void An_indicator_and_a_constant_pass_through_alone()
    {
        Network network = Embedded(Dataset.Regression([[0, 5, 1], [1, 5, 2], [1, 5, 3], [0, 5, 4]], [1, 2, 3, 4]), 4);
        Assert.Equal(1 + 1 + (1 + 8), network.Outputs);
        Assert.Equal([(float)Math.Sin(1), (float)Math.Sin(1)], network.Predict([1, 5, 1])[..2], (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_number_far_from_all_others_gives_finite_values()
    {
        Network network = Embedded(Dataset.Regression([0, 1, 2, 3, float.MaxValue], 1, new float[5]), 4, 10);
        Assert.All(network.Predict([0, -1e20f, float.MaxValue]), value => Assert.InRange(value, -1, 1));
    }

    [Fact]
    public void Gradients_agree_with_central_differences_through_the_embedding()
    {
        Dataset data = Problems.Waves(9);
        var embedding = new PeriodicEmbedding(data, 3, 0.5f);
        Network network = Network.Build(3, 4, embedding.Layer, Layer.Dense(5, Activation.Sine), Layer.Dense(2));
        embedding.Fill(network);
        double[,] x = new double[9, 3], t = new double[9, 2];
        for (int i = 0; i < x.Length; i++)
            x[i / 3, i % 3] = data.Features.Span[i];
        for (int i = 0; i < t.Length; i++)
            t[i / 2, i % 2] = data.Targets.Span[i];

        // The reference against differences, and the engine against the reference.
        GradientCheck check = GradientCheck.Run(ReferenceNetwork.From(network), new(Loss.MeanSquaredError), x, t, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(GradientVerdict.Agrees, check.Verdict);
        NetworkGradients expected = NetworkGradients.Of(ReferencePass.Compute(ReferenceNetwork.From(network), new(Loss.MeanSquaredError), x, t));
        var found = new Backpropagation(network, Loss.MeanSquaredError, 9);
        found.Run(data.Features.Span, data.Targets.Span);
        for (int layer = 0; layer < 3; layer++)
        {
            ParameterTensor weights = network.Layout.Weights(layer);
            for (int row = 0; row < weights.Rows; row++)
            {
                for (int column = 0; column < weights.Columns; column++)
                    Assert.Equal(expected.Layers[layer].dW[network.Layers[layer].Sources?[column] ?? row, column], weights.Row(found.Gradients, row)[column], 1e-6);
            }
        }
    }

    [Fact]
    public void Frequencies_are_learned_and_no_feature_gets_into_the_units_of_another()
    {
        Dataset data = Problems.Waves(60);
        foreach (float factor in (float[])[PeriodicEmbedding.DefaultRateFactor, 0])
        {
            var embedding = new PeriodicEmbedding(data, 3, 0.5f, rateFactor: factor);
            Assert.Equal(factor, embedding.RateFactor);
            Network network = Network.Build(3, 4, embedding.Layer, Layer.Dense(8, Activation.Tanh), Layer.Dense(2));
            embedding.Fill(network);
            float[] before = Embedding(network);
            new Trainer(network, Loss.MeanSquaredError, new Adam()) { RateFactors = [embedding.RateFactor, embedding.RateFactor, 1, 1, 1, 1] }
                .Train(data, new TrainingOptions { Epochs = 3, BatchSize = 10 });
            Assert.Equal(factor == 0, before.SequenceEqual(Embedding(network)));

            // Another value of the last feature, and the units of the others give the same bits.
            Network first = Network.Build(3, 4, embedding.Layer);
            Embedding(network).CopyTo(first.Parameters);
            float[] here = first.Predict([0.3f, -0.7f, 1]), there = first.Predict([0.3f, -0.7f, 2]);
            for (int unit = 0; unit < here.Length; unit++)
                Assert.Equal(first.Layers[0].Sources![unit] == 2, here[unit] != there[unit]);
        }

        static float[] Embedding(Network network) => network.Parameters[..network.Layout.Weights(1).Offset].ToArray();
    }

    [Fact]
    public void A_saved_model_predicts_the_same_bits()
    {
        Dataset data = Problems.Clouds(30, classes: 2);
        var embedding = new PeriodicEmbedding(data, 6);
        Network network = Network.Build(2, 3, embedding.Layer, Layer.Dense(8, Activation.ReLU), Layer.Dense(1, Activation.Sigmoid));
        embedding.Fill(network);
        Model loaded = new SavedModel(new Model(network, data)).Load();
        Assert.Equal(network.Layers, loaded.Network.Layers);
        Assert.Equal(network.Predict(data.Features.Span), loaded.Network.Predict(data.Features.Span));
    }

    [Fact]
    public void Other_networks_and_impossible_frequencies_are_refused()
    {
        Dataset data = Problems.Waves(20);
        var embedding = new PeriodicEmbedding(data, 4);
        Assert.Throws<ArgumentException>(() => embedding.Fill(Network.Build(3, 1, Layer.Dense(2))));
        Assert.Throws<ArgumentException>(() => embedding.Fill(Network.Build(2, 1, embedding.Layer)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PeriodicEmbedding(data, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PeriodicEmbedding(data, 4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PeriodicEmbedding(data, 4, float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PeriodicEmbedding(data, 4, rateFactor: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PeriodicEmbedding(data, 4, rateFactor: float.PositiveInfinity));
    }

    private static Network Embedded(Dataset data, int frequencies, float scale = PeriodicEmbedding.DefaultScale, int seed = 0)
    {
        var embedding = new PeriodicEmbedding(data, frequencies, scale, seed);
        Network network = Network.Build(data.Inputs, 1, embedding.Layer);
        embedding.Fill(network);
        return network;
    }
}
