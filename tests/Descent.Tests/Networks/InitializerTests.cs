using Descent.Networks;
using Xunit;

namespace Descent.Tests.Networks;

public class InitializerTests
{
    private const int Inputs = 400, Outputs = 300;

    // Of N draws with variance σ² the mean has the standard error σ/√N; four of them are exceeded by one seed in 16,000.
    private static readonly double MeanBound = 4 / Math.Sqrt(Inputs * Outputs);

    // The variance has the relative standard error √((κ − 1)/N), with κ = 3 of a normal and 1.8 of a uniform distribution.
    private static readonly double VarianceBound = 4 * Math.Sqrt(2.0 / (Inputs * Outputs));

    public static TheoryData<string, double> Variances => new()
    {
        { "zeros", 0 },
        { "standard-normal", 1 },
        { "he-normal", 2.0 / Inputs },
        { "neural-tangent", 1.0 / Inputs },
        { "he-uniform", 2.0 / Inputs },
        { "glorot-normal", 2.0 / (Inputs + Outputs) },
        { "glorot-uniform", 2.0 / (Inputs + Outputs) },
        { "lecun-normal", 1.0 / Inputs },
        { "lecun-uniform", 1.0 / Inputs },
        { "sample-normal(50)", 1.0 / 50 },
    };

    [Theory]
    [MemberData(nameof(Variances))]
    public void Weights_have_mean_0_and_the_variance_of_the_rule(string name, double variance)
    {
        float[] weights = Weights(Build(Initializer.Parse(name)), 0);
        double mean = weights.Average(w => (double)w);
        double measured = weights.Average(w => (double)w * w);
        Assert.InRange(Math.Abs(mean), 0, MeanBound * Math.Sqrt(variance));
        Assert.InRange(measured, variance * (1 - VarianceBound), variance * (1 + VarianceBound));
    }

    [Theory]
    [InlineData("he-uniform", 6.0 / Inputs)]
    [InlineData("glorot-uniform", 6.0 / (Inputs + Outputs))]
    [InlineData("lecun-uniform", 3.0 / Inputs)]
    public void Uniform_rules_fill_their_interval(string name, double limitSquared)
    {
        // U(−l, l) has the variance l²/3. The largest of 120,000 draws is within 1e-4 of the end, but once in 160,000 seeds.
        double limit = Math.Sqrt(limitSquared);
        float[] weights = Weights(Build(Initializer.Parse(name)), 0);
        Assert.InRange(weights.Max(), limit * (1 - 1e-4), limit * (1 + 1e-7));
        Assert.InRange(weights.Min(), -limit * (1 + 1e-7), -limit * (1 - 1e-4));
        AssertShare(weights, limit / 2, 0.5);
    }

    [Theory]
    [InlineData("standard-normal", 1.0)]
    [InlineData("he-normal", 2.0 / Inputs)]
    [InlineData("glorot-normal", 2.0 / (Inputs + Outputs))]
    [InlineData("lecun-normal", 1.0 / Inputs)]
    public void Normal_rules_have_the_shares_of_a_normal_distribution(string name, double variance)
    {
        float[] weights = Weights(Build(Initializer.Parse(name)), 0);
        double deviation = Math.Sqrt(variance);
        AssertShare(weights, deviation, 0.682689);
        AssertShare(weights, 2 * deviation, 0.954500);
        AssertShare(weights, 3 * deviation, 0.997300);
    }

    [Fact]
    public void Biases_begin_at_zero_but_under_the_two_rules_of_Vege_and_the_neural_tangent()
    {
        foreach (string name in Initializer.Names)
        {
            Network network = Build(Initializer.Parse(name.Replace("(N)", "(50)", StringComparison.Ordinal).Replace("(S)", "(0.5)", StringComparison.Ordinal)));
            float[] biases = Biases(network, 0);
            if (name is not ("standard-normal" or "sample-normal(N)" or "neural-tangent"))
            {
                Assert.All(biases, bias => Assert.Equal(0, bias));
                continue;
            }

            double variance = name == "sample-normal(N)" ? 1.0 / 50 : 1;
            double bound = 4 * Math.Sqrt(2.0 / Outputs);
            Assert.InRange(biases.Average(b => (double)b * b), variance * (1 - bound), variance * (1 + bound));
        }
    }

    [Theory]
    [InlineData(20, 50)]
    [InlineData(50, 20)]
    [InlineData(33, 33)]
    [InlineData(1, 7)]
    [InlineData(300, 300)]
    public void Orthogonal_rows_or_columns_are_orthonormal_to_1e_6(int inputs, int outputs)
    {
        Network network = Network.Build(inputs, 4, Layer.Dense(outputs, initializer: Initializer.Orthogonal));
        float[] w = Weights(network, 0);
        bool byRows = inputs <= outputs;
        int vectors = Math.Min(inputs, outputs), length = Math.Max(inputs, outputs);
        float At(int vector, int element) => byRows ? w[(vector * outputs) + element] : w[(element * outputs) + vector];
        for (int u = 0; u < vectors; u++)
        {
            for (int v = 0; v <= u; v++)
            {
                double product = 0;
                for (int k = 0; k < length; k++)
                    product += (double)At(u, k) * At(v, k);
                Assert.Equal(u == v ? 1 : 0, product, 1e-6);
            }
        }
    }

    [Fact]
    public void Draws_of_a_layer_do_not_depend_on_other_layers()
    {
        Network one = Network.Build(5, 1, Layer.Dense(20), Layer.Dense(30, initializer: Initializer.HeNormal), Layer.Dense(2));
        Network two = Network.Build(9, 1, Layer.Dense(20, bias: false, initializer: Initializer.StandardNormal), Layer.Dense(30, initializer: Initializer.HeNormal));
        Assert.Equal(Weights(one, 1), Weights(two, 1));
    }

    [Fact]
    public void Layers_seeds_and_biases_draw_different_numbers()
    {
        Layer layer = Layer.Dense(100, initializer: Initializer.StandardNormal);
        Network network = Network.Build(100, 1, layer, layer);
        AssertUncorrelated(Weights(network, 0), Weights(network, 1));
        AssertUncorrelated(Weights(network, 0), Weights(Network.Build(100, 2, layer), 0));
        AssertUncorrelated(Weights(network, 0), Weights(Network.Build(100, -1, layer), 0));
        AssertUncorrelated(Weights(network, 0)[..100], Biases(network, 0));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits() =>
        Assert.Equal(Build(Initializer.HeNormal).ParametersSha256(), Build(Initializer.HeNormal).ParametersSha256());

    [Fact]
    public void Padding_stays_zero()
    {
        foreach (string name in Initializer.Names)
        {
            Network network = Network.Build(3, 1, Layer.Dense(270, initializer: Initializer.Parse(name.Replace("(N)", "(9)", StringComparison.Ordinal).Replace("(S)", "(0.5)", StringComparison.Ordinal))));
            float[] parameters = network.Parameters.ToArray();
            foreach (ParameterTensor tensor in network.Layout.Tensors)
            {
                for (int row = 0; row < tensor.Rows; row++)
                    tensor.Row(parameters.AsSpan(), row).Clear();
            }

            Assert.All(parameters, value => Assert.Equal(0, value));
        }
    }

    [Theory]
    [InlineData("relu", "he-normal")]
    [InlineData("leaky-relu", "he-normal")]
    [InlineData("gelu", "he-normal")]
    [InlineData("softplus", "he-normal")]
    [InlineData("selu", "lecun-normal")]
    [InlineData("tanh", "glorot-uniform")]
    [InlineData("sigmoid", "glorot-uniform")]
    [InlineData("softmax", "glorot-uniform")]
    [InlineData("identity", "glorot-uniform")]
    public void A_layer_begins_with_the_rule_that_suits_its_activation(string activation, string rule) =>
        Assert.Equal(rule, Layer.Dense(2, Activation.Parse(activation)).Initializer.Name);

    [Fact]
    public void Names_round_trip()
    {
        foreach (string name in Initializer.Names)
        {
            string text = name.Replace("(N)", "(1234)", StringComparison.Ordinal).Replace("(S)", "(0.25)", StringComparison.Ordinal);
            Initializer read = Initializer.Parse(text);
            Assert.Equal(text, read.Name);
            Assert.Equal(text, read.ToString());
            Assert.Equal(read, Initializer.Parse(text));
        }

        Assert.Equal(Initializer.SampleNormal(7), Initializer.Parse("sample-normal(7)"));
        Assert.NotEqual(Initializer.SampleNormal(7), Initializer.SampleNormal(8));
        Assert.NotEqual(Initializer.HeNormal, Initializer.HeUniform);
    }

    [Theory]
    [InlineData("")]
    [InlineData("He-Normal")]
    [InlineData("he-normal(2)")]
    [InlineData("sample-normal")]
    [InlineData("sample-normal()")]
    [InlineData("sample-normal(0)")]
    [InlineData("sample-normal(-1)")]
    [InlineData("sample-normal(1.5)")]
    [InlineData("sample-normal( 5)")]
    [InlineData("sample-normal(5")]
    [InlineData("sample-normal(5))")]
    [InlineData("sample-normal(99999999999)")]
    [InlineData("around-one")]
    [InlineData("around-one(0)")]
    [InlineData("around-one(-1)")]
    [InlineData("around-one(1e999)")]
    [InlineData("around-one(NaN)")]
    [InlineData("around-one(1,5)")]
    public void Other_names_are_refused_with_the_list(string name) =>
        Assert.Contains("expected one of zeros, ones, random-signs, standard-normal, he-normal", Assert.Throws<FormatException>(() => Initializer.Parse(name)).Message);

    [Fact]
    public void Around_one_is_normal_with_the_mean_1_and_its_deviation()
    {
        float[] draws = [.. Weights(Build(Initializer.AroundOne(0.5)), 0).Select(weight => weight - 1)];
        AssertShare(draws, 0.5, 0.6827);
        AssertShare(draws, 1, 0.9545);
        Assert.Equal(0, draws.Average(), 4 * 0.5 / Math.Sqrt(draws.Length));
        Assert.All(Biases(Build(Initializer.AroundOne(0.5)), 0), bias => Assert.Equal(0, bias));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.AroundOne(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.AroundOne(double.PositiveInfinity));
    }

    [Fact]
    public void Sample_normal_needs_a_row() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.SampleNormal(0));

    private static Network Build(Initializer initializer) => Network.Build(Inputs, 11, Layer.Dense(Outputs, initializer: initializer));

    private static float[] Weights(Network network, int layer)
    {
        ParameterTensor tensor = network.Layout.Weights(layer);
        float[] weights = new float[tensor.Count];
        for (int row = 0; row < tensor.Rows; row++)
            tensor.Row(network.Parameters, row).CopyTo(weights.AsSpan(row * tensor.Columns));
        return weights;
    }

    private static float[] Biases(Network network, int layer) => network.Layout.Biases(layer)!.Row(network.Parameters, 0).ToArray();

    /// <summary>The share of the draws within ±bound, to four standard errors.</summary>
    private static void AssertShare(float[] draws, double bound, double expected)
    {
        double share = (double)draws.Count(w => Math.Abs(w) <= bound) / draws.Length;
        Assert.Equal(expected, share, 4 * Math.Sqrt(expected * (1 - expected) / draws.Length));
    }

    /// <summary>Two independent series of N draws correlate by about 1/√N.</summary>
    private static void AssertUncorrelated(float[] a, float[] b)
    {
        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }

        Assert.InRange(ab / Math.Sqrt(aa * bb), -4 / Math.Sqrt(a.Length), 4 / Math.Sqrt(a.Length));
    }
}
