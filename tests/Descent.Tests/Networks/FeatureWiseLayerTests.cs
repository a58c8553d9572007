using Descent.Networks;
using Descent.Numerics;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Networks;

/// <summary>Layers in which each unit reads one input, against the reference, whose layers are dense and hold zeros.</summary>
public class FeatureWiseLayerTests
{
    // As for dense layers; a sum over the units that read an input is shorter than theirs.
    private const double Tolerance = 1e-4;

    // Several units read input 0, none reads input 2, and one reads each of the others.
    private static readonly int[] Mixed = [3, 0, 0, 1, 0];

    /// <summary>Where the layer stands, its activation, and the rows of the batch.</summary>
    public static TheoryData<string, string, int> Cases()
    {
        var cases = new TheoryData<string, string, int>();
        foreach (string place in (string[])["first", "middle", "last", "all", "scales"])
        {
            foreach (string activation in (string[])["identity", "hard-tanh", "sine"])
            {
                foreach (int rows in (int[])[1, 7, 64])
                    cases.Add(place, activation, rows);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_and_every_gradient_agree_with_the_reference(string place, string activation, int rows)
    {
        EngineCase example = Example(place, Activation.Parse(activation), rows);
        float[] weights = [.. Enumerable.Range(0, rows).Select(row => 0.25f + (row % 3))];
        foreach (float[]? rowWeights in (float[]?[])[null, weights])
        {
            ReferencePass expected = example.Reference(example.Targets, rowWeights);
            var pass = new Backpropagation(example.Network, example.Loss, rows);
            Assert.Equal(expected.Loss, pass.Run(example.Inputs, example.Targets, rowWeights).Loss, 1e-5 * Math.Max(1, Math.Abs(expected.Loss)));
            AssertGradients(example.Network, pass.Gradients, expected);
            float[] outputs = example.Network.Predict(example.Inputs);
            for (int i = 0; i < outputs.Length; i++)
                Assert.Equal(expected.Layers[^1].A[i / example.Network.Outputs, i % example.Network.Outputs], outputs[i], 1e-5);
        }
    }

    [Theory]
    [InlineData("first")]
    [InlineData("middle")]
    [InlineData("last")]
    [InlineData("scales")]
    public void The_reference_agrees_with_central_differences_and_counts_the_weights_that_exist(string place)
    {
        EngineCase example = Example(place, Activation.Sine, 5);
        ReferenceNetwork network = ReferenceNetwork.From(example.Network);
        GradientCheck check = GradientCheck.Run(
            network, new(example.Loss), EngineCase.Matrix(example.Inputs, example.Network.Inputs), EngineCase.Matrix(example.Targets, example.Network.Outputs),
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(GradientVerdict.Agrees, check.Verdict);
        Assert.Equal(example.Network.Layout.Count, check.Parameters);
        Assert.Equal(example.Network.Layout.Count, network.ParameterCount);
    }

    [Fact]
    public void Predictions_are_the_bits_of_a_dense_layer_with_zeros()
    {
        Network sparse = Network.Build(4, 3, Layer.FeatureWise(Mixed, Activation.HardTanh, Initializer.StandardNormal), Layer.Dense(3, Activation.Tanh));
        Network dense = Network.Build(4, 3, Layer.Dense(5, Activation.HardTanh, Initializer.Zeros), Layer.Dense(3, Activation.Tanh));
        ReadOnlySpan<float> weights = sparse.Layout.Weights(0).Row((ReadOnlySpan<float>)sparse.Parameters, 0);
        for (int unit = 0; unit < Mixed.Length; unit++)
            dense.Layout.Weights(0).Row(dense.Parameters, Mixed[unit])[unit] = weights[unit];
        for (int i = 1; i < sparse.Layout.Tensors.Count; i++)
            sparse.Layout.Tensors[i].In((ReadOnlySpan<float>)sparse.Parameters).CopyTo(dense.Layout.Tensors[i].In(dense.Parameters));
        Assert.Equal(5, sparse.Layout.Weights(0).Count);
        float[] inputs = Descent.Tests.Numerics.Widths.Uniform(4 * 100, -3, 3, 1);
        Assert.Equal(dense.Predict(inputs), sparse.Predict(inputs));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int threads)
    {
        // Wide enough to be shared by columns, as the plan says below; the second layer scales, the fourth mixes.
        int[] mixed = [.. Enumerable.Range(0, 330).Select(unit => unit * 7 % 269)];
        Network network = Network.Build(
            130, 3,
            Layer.Dense(530, Activation.ReLU) with { Dropout = 0.25f },
            Layer.FeatureWise([.. Enumerable.Range(0, 530)], initializer: Initializer.StandardNormal, dropout: 0.1f),
            Layer.Dense(270, Activation.Tanh),
            Layer.FeatureWise(mixed, Activation.Sine, Initializer.RandomSigns),
            Layer.Dense(12, Activation.Softmax));
        Assert.Contains(new PassPhase(PassWork.Backward, 3), new PassPlan(network, threads).Phases(65, threads, forwardOnly: false).ToArray());
        (BatchResult expected, float[] gradients) = Run(network, 65, 1);
        (BatchResult found, float[] shared) = Run(network, 65, threads);
        Assert.Equal(expected, found);
        Assert.Equal(gradients, shared);
    }

    [Theory]
    [InlineData("first")]
    [InlineData("all")]
    [InlineData("scales")]
    public void A_batch_of_one_row_hands_over_the_gradient_that_it_would_have_kept(string place)
    {
        EngineCase example = Example(place, Activation.Sine, 1);
        var pass = new Backpropagation(example.Network, example.Loss, 1);
        pass.Run(example.Inputs, example.Targets);
        float[] expected = pass.Gradients.ToArray();
        var taken = new TakenGradient(expected.Length);
        pass.Load(example.Inputs, example.Targets);
        Assert.True(pass.CanHandOver(new PassOptions()));
        pass.Run(new PassOptions(), null, taken);
        Assert.Equal(expected, taken.Gradient);
    }

    [Fact]
    public void Padding_of_gradients_stays_zero_and_batches_see_nothing_of_each_other()
    {
        EngineCase example = Example("all", Activation.Sine, 20);
        Network network = example.Network;
        var reused = new Backpropagation(network, example.Loss, 20);
        reused.Run(example.Inputs, example.Targets);
        float[] inputs = example.Inputs[..(5 * network.Inputs)], targets = example.Targets[..(5 * network.Outputs)];
        var fresh = new Backpropagation(network, example.Loss, 5);
        Assert.Equal(fresh.Run(inputs, targets), reused.Run(inputs, targets));
        Assert.Equal(fresh.Gradients.ToArray(), reused.Gradients.ToArray());
        float[] gradients = fresh.Gradients.ToArray();
        foreach (ParameterTensor tensor in network.Layout.Tensors)
        {
            for (int row = 0; row < tensor.Rows; row++)
                tensor.Row(gradients.AsSpan(), row).Clear();
        }

        Assert.All(gradients, value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Layers_are_equal_when_their_units_read_the_same_inputs()
    {
        Layer layer = Layer.FeatureWise([0, 2, 1], Activation.Sine);
        Assert.Equal(layer, Layer.FeatureWise((List<int>)[0, 2, 1], Activation.Sine));
        Assert.Equal(layer.GetHashCode(), Layer.FeatureWise([0, 2, 1], Activation.Sine).GetHashCode());
        Assert.NotEqual(layer, Layer.FeatureWise([0, 1, 2], Activation.Sine));
        Assert.NotEqual(layer, Layer.Dense(3, Activation.Sine, Initializer.Ones));
        Assert.Contains("Sources = [0, 2, 1]", layer.ToString(), StringComparison.Ordinal);
        Assert.Null(Layer.Dense(3).Sources);
    }

    [Fact]
    public void The_layer_keeps_a_copy_of_the_sources()
    {
        int[] sources = [0, 1];
        Layer layer = Layer.FeatureWise(sources);
        sources[0] = 9;
        Assert.Equal([0, 1], layer.Sources!);
    }

    [Fact]
    public void A_layer_of_ones_leaves_its_inputs_alone()
    {
        Network network = Network.Build(3, 1, Layer.FeatureWise([0, 1, 2], bias: false));
        Assert.Equal([1f, -2f, 0.5f], network.Predict([1, -2, 0.5f]));
        Assert.Equal(3, network.Layout.Count);
        Assert.Equal(3, network.InputsOf(0));
    }

    [Fact]
    public void Random_signs_are_of_both_kinds_and_the_same_for_a_seed()
    {
        float[] signs = Signs(5);
        Assert.Equal(signs, Signs(5));
        Assert.NotEqual(signs, Signs(6));
        Assert.All(signs, sign => Assert.Equal(1, Math.Abs(sign)));

        // 1,000 draws: the count of one sign has a deviation of 16, and this allows four of them.
        Assert.InRange(signs.Count(sign => sign > 0), 436, 564);

        static float[] Signs(int seed)
        {
            Network network = Network.Build(1, seed, Layer.FeatureWise(new int[1000], initializer: Initializer.RandomSigns));
            return network.Layout.Weights(0).Row(network.Parameters, 0).ToArray();
        }
    }

    [Fact]
    public void Sources_that_are_not_there_are_refused_in_words()
    {
        Assert.StartsWith("A feature-wise layer needs at least one unit.", Assert.Throws<ArgumentException>(() => Layer.FeatureWise([])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Unit 1 reads input -1; expected at least 0.", Assert.Throws<ArgumentOutOfRangeException>(() => Layer.FeatureWise([0, -1])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Unit 2 of layer 1 reads input 2; expected one of 0 to 1.",
            Assert.Throws<ArgumentException>(() => Network.Build(5, 1, Layer.Dense(2), Layer.FeatureWise([0, 1, 2]))).Message, StringComparison.Ordinal);
    }

    private sealed class TakenGradient(int length) : IGradientConsumer
    {
        public float[] Gradient { get; } = new float[length];

        public void TakeProduct(int offset, int stride, ReadOnlySpan<float> column, ReadOnlySpan<float> row)
        {
            for (int i = 0; i < column.Length; i++)
            {
                for (int j = 0; j < row.Length; j++)
                    Gradient[offset + (i * stride) + j] = column[i] * row[j];
            }
        }

        public void Take(int offset, ReadOnlySpan<float> gradients) => gradients.CopyTo(Gradient.AsSpan(offset));
    }

    private static EngineCase Example(string place, Activation activation, int rows)
    {
        Layer mixed = Layer.FeatureWise(Mixed, activation);
        Layer[] layers = place switch
        {
            "first" => [mixed, Layer.Dense(17, Activation.Tanh), Layer.Dense(3)],
            "middle" => [Layer.Dense(4, Activation.Tanh), mixed, Layer.Dense(3)],
            "last" => [Layer.Dense(4, Activation.Tanh), mixed],
            "all" => [mixed, Layer.FeatureWise([4, 4, 0, 2], activation, bias: false), mixed],
            _ => [Layer.FeatureWise([0, 1, 2, 3], bias: false), Layer.Dense(20, Activation.Tanh), Layer.FeatureWise([.. Enumerable.Range(0, 20)], activation), Layer.Dense(2)],
        };
        return EngineCase.Find(() => Network.Build(4, 1, layers), Loss.MeanSquaredError, rows, seed: rows)!;
    }

    private static (BatchResult Result, float[] Gradients) Run(Network network, int rows, int threads)
    {
        var pass = new Backpropagation(network, Loss.CrossEntropy, rows, threads);
        var random = new Random(rows);
        pass.Load([.. Enumerable.Range(0, rows * network.Inputs).Select(_ => random.NextSingle() - 0.5f)], [.. Enumerable.Range(0, rows).Select(_ => random.Next(12))]);
        WorkerTeam? team = pass.RentTeam();
        Assert.Equal(threads, team?.Size ?? 1);
        BatchResult result = pass.Run(new PassOptions { Dropout = 1, Seed = 5, Step = 7 }, team);
        team?.Return();
        return (result, pass.Gradients.ToArray());
    }

    private static void AssertGradients(Network network, ReadOnlySpan<float> gradients, ReferencePass reference)
    {
        for (int l = 0; l < network.Layers.Count; l++)
        {
            double[,] dW = reference.Layers[l].dW;
            double scale = dW.Cast<double>().Max(Math.Abs);
            ParameterTensor weights = network.Layout.Weights(l);
            for (int i = 0; i < weights.Rows; i++)
            {
                for (int j = 0; j < weights.Columns; j++)
                    Assert.Equal(dW[network.Layers[l].Sources?[j] ?? i, j], weights.Row(gradients, i)[j], (Tolerance * scale) + 1e-7);
            }

            for (int j = 0; reference.Layers[l].db is { } db && j < db.Length; j++)
                Assert.Equal(db[j], network.Layout.Biases(l)!.Row(gradients, 0)[j], (Tolerance * db.Max(Math.Abs)) + 1e-7);
        }
    }
}
