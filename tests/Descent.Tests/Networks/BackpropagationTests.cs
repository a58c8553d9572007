using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Networks;

/// <summary>The engine in float32 against the reference in double precision, which has its own tests against differences.</summary>
public class BackpropagationTests
{
    /// <summary>
    /// float32 has a unit roundoff of 6e-8. The longest chain here, four layers of sums over at most 70 terms and a batch,
    /// accumulates some tens of roundings; 1e-4 of the largest element leaves a factor of ten, and a wrong term, factor or
    /// index is off by far more.
    /// </summary>
    private const double Tolerance = 1e-4;

    // Widths on both sides of the padding: within 8, beyond 16, within 16.
    private static readonly int[] HiddenUnits = [5, 17, 9];

    private static readonly Loss[] Losses = [.. Loss.Names.Select(Loss.Parse)];

    private static readonly Activation[] Activations = [.. Activation.Names.Select(Activation.Parse)];

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (Activation activation in Activations)
        {
            foreach (Loss loss in Losses)
                pairs.Add(activation.Name, loss.Name);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_gradient_agrees_with_the_reference_for_any_depth_and_batch(string activationName, string lossName)
    {
        Activation activation = Activation.Parse(activationName);
        Loss loss = Loss.Parse(lossName);
        Activation output = OutputFor(activation, loss);
        int found = 0;
        foreach (int depth in (int[])[1, 2, 3, 4])
        {
            foreach (int rows in (int[])[1, 7, 64])
            {
                Layer[] layers =
                [
                    .. HiddenUnits.Take(depth - 1).Select(units => Layer.Dense(units, activation)),
                    Layer.Dense(3, output),
                ];
                EngineCase? example = EngineCase.Find(() => Network.Build(4, 1, layers), loss, rows, seed: (depth * 100) + rows);
                if (example is null)
                    continue;
                found++;
                AssertAgrees(example, example.Targets, example.Reference(example.Targets));
                float[] weights = RowWeights(rows);
                AssertAgrees(example, example.Targets, example.Reference(example.Targets, weights), weights);
            }
        }

        Assert.True(found >= 9, $"only {found} of 12 cases could be made");
    }

    [Theory]
    [InlineData("softmax", "cross-entropy")]
    [InlineData("identity", "softmax-cross-entropy")]
    [InlineData("sigmoid", "cross-entropy")]
    [InlineData("softmax", "squared-error")]
    [InlineData("tanh", "mse")]
    [InlineData("sigmoid", "binary-cross-entropy")]
    public void Class_indices_mean_one_hot_rows(string output, string lossName)
    {
        Loss loss = Loss.Parse(lossName);
        EngineCase example = EngineCase.Find(
            () => Network.Build(6, 1, Layer.Dense(8, Activation.Tanh), Layer.Dense(5, Activation.Parse(output))), loss, 33, seed: 5)!;
        var pass = new Backpropagation(example.Network, loss, example.Rows);
        BatchResult result = pass.Run(example.Inputs, example.Labels);
        ReferencePass reference = example.Reference(example.OneHot());
        AssertLoss(reference.Loss, result.Loss);
        AssertGradients(example.Network, pass.Gradients, reference);
        Assert.Equal(CorrectRows(reference, example.Labels), result.Correct);
    }

    [Theory]
    [InlineData("cross-entropy", "softmax")]
    [InlineData("cross-entropy", "sigmoid")]
    [InlineData("binary-cross-entropy", "sigmoid")]
    [InlineData("binary-cross-entropy", "softmax")]
    [InlineData("squared-error", "identity")]
    public void Base_of_the_logarithm_and_reduction_scale_value_and_gradient_alike(string lossName, string output)
    {
        Loss plain = Loss.Parse(lossName);
        Loss loss = plain with { Reduction = Reduction.Sum, LogBase = plain.HasLogBase ? 2 : null };
        EngineCase example = EngineCase.Find(
            () => Network.Build(3, 1, Layer.Dense(4, Activation.Sigmoid), Layer.Dense(3, Activation.Parse(output))), loss, 9, seed: 3)!;
        AssertAgrees(example, example.Targets, example.Reference(example.Targets));
    }

    [Fact]
    public void A_layer_without_bias_has_no_bias_to_learn()
    {
        Layer[] layers = [Layer.Dense(4, Activation.Tanh, bias: false), Layer.Dense(2, Activation.Softmax, bias: false)];
        EngineCase example = EngineCase.Find(() => Network.Build(3, 1, layers), Loss.CrossEntropy, 5, seed: 1)!;
        Assert.Equal((3 * 4) + (4 * 2), example.Network.Layout.Count);
        AssertAgrees(example, example.Targets, example.Reference(example.Targets));
    }

    [Fact]
    public void Fused_losses_stay_finite_and_exact_at_extreme_logits()
    {
        // One layer whose weights are the logits: z = ±1e4, where softmax alone gives exactly 0 and 1.
        Network network = Network.Build(1, 1, Layer.Dense(3, Activation.Softmax, bias: false));
        float[] logits = [1e4f, -1e4f, 0];
        logits.CopyTo(network.Layout.Weights(0).Row(network.Parameters, 0));
        var pass = new Backpropagation(network, Loss.CrossEntropy, 1);
        BatchResult result = pass.Run([1f], [1]);
        // L = ln Σ exp(z) − z₁ = 1e4 + 1e4; the gradient is p − t = (1, −1, 0).
        Assert.Equal(2e4, result.Loss, 1e-3);
        Assert.Equal([1f, -1f, 0f], network.Layout.Weights(0).Row((ReadOnlySpan<float>)pass.Gradients, 0).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int threads)
    {
        // Large enough to be shared: 96 rows of 41,000 parameters.
        Layer[] layers = [Layer.Dense(300, Activation.Mish), Layer.Dense(67, Activation.ReLU), Layer.Dense(10, Activation.Softmax)];
        Network network = Network.Build(70, 3, layers);
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 96 * 70).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, 96).Select(_ => random.Next(10))];
        var one = new Backpropagation(network, Loss.CrossEntropy, 96, threads: 1);
        var many = new Backpropagation(network, Loss.CrossEntropy, 96, threads);
        BatchResult expected = one.Run(inputs, labels);
        Assert.Equal(expected, many.Run(inputs, labels));
        Assert.Equal(one.Gradients.ToArray(), many.Gradients.ToArray());
    }

    [Fact]
    public void A_smaller_batch_after_a_larger_one_sees_nothing_of_it()
    {
        EngineCase example = EngineCase.Find(
            () => Network.Build(4, 1, Layer.Dense(9, Activation.GELU), Layer.Dense(3, Activation.Softmax)), Loss.CrossEntropy, 20, seed: 9)!;
        var reused = new Backpropagation(example.Network, Loss.CrossEntropy, 20);
        reused.Run(example.Inputs, example.Targets);
        var fresh = new Backpropagation(example.Network, Loss.CrossEntropy, 5);
        BatchResult expected = fresh.Run(example.Inputs.AsSpan(0, 5 * 4), example.Targets.AsSpan(0, 5 * 3));
        Assert.Equal(expected, reused.Run(example.Inputs.AsSpan(0, 5 * 4), example.Targets.AsSpan(0, 5 * 3)));
        Assert.Equal(fresh.Gradients.ToArray(), reused.Gradients.ToArray());
    }

    [Fact]
    public void Padding_of_gradients_is_zero()
    {
        EngineCase example = EngineCase.Find(
            () => Network.Build(4, 1, Layer.Dense(260, Activation.Exponential), Layer.Dense(3, Activation.Sigmoid)), Loss.SquaredError, 6, seed: 2)!;
        var pass = new Backpropagation(example.Network, Loss.SquaredError, 6);
        for (int step = 0; step < 5; step++)
            pass.Run(example.Inputs, example.Targets);
        float[] gradients = pass.Gradients.ToArray();
        foreach (ParameterTensor tensor in example.Network.Layout.Tensors)
        {
            for (int row = 0; row < tensor.Rows; row++)
                tensor.Row(gradients.AsSpan(), row).Clear();
        }

        Assert.All(gradients, value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Shapes_and_labels_that_do_not_fit_are_refused_in_words()
    {
        Network network = Network.Build(2, 1, Layer.Dense(3, Activation.Softmax));
        var pass = new Backpropagation(network, Loss.CrossEntropy, 4);
        Assert.Contains("2 for each row", Assert.Throws<ArgumentException>(() => pass.Run([1f], [0])).Message);
        Assert.Contains("1 to 4", Assert.Throws<ArgumentException>(() => pass.Run(new float[10], new int[5])).Message);
        Assert.Contains("class index from 0 to 2", Assert.Throws<ArgumentException>(() => pass.Run([1f, 2f], [3])).Message);
        Assert.Contains("whole rows of 3", Assert.Throws<ArgumentException>(() => pass.Run([1f, 2f], [1f, 0f])).Message);
        Assert.Contains("There are 2 weights for 1 rows", Assert.Throws<ArgumentException>(() => pass.Run([1f, 2f], [1], [1, 1])).Message);
        Assert.Contains("The weight of row 1 is -1;", Assert.Throws<ArgumentException>(() => pass.Run([1f, 2f, 3f, 4f], [1, 0], [1, -1])).Message);
        Assert.Contains("The weight of row 0 is NaN;", Assert.Throws<ArgumentException>(() => pass.Run([1f, 2f], [1f, 0f, 0f], [float.NaN])).Message);
    }

    /// <summary>The activation itself where the loss is defined on it, otherwise the usual one for the loss.</summary>
    private static Activation OutputFor(Activation activation, Loss loss)
    {
        // Outputs that are exactly 0 or 1 give soft labels an infinite loss.
        if (activation == Activation.Heaviside && loss is BinaryCrossEntropyLoss)
            return Activation.Sigmoid;
        try
        {
            _ = OutputHead.For(activation, loss);
            return activation;
        }
        catch (ArgumentException)
        {
            return loss switch
            {
                CrossEntropyLoss => Activation.Softmax,
                BinaryCrossEntropyLoss => Activation.Sigmoid,
                PoissonLoss => Activation.Softplus,
                _ => Activation.Identity,
            };
        }
    }

    /// <summary>2.5, 2, 1.5, … 0, over and over.</summary>
    private static float[] RowWeights(int rows) => [.. Enumerable.Range(0, rows).Select(row => (row + 1) * 5 % 6 / 2f)];

    private static void AssertAgrees(EngineCase example, float[] targets, ReferencePass reference, float[]? weights = null)
    {
        var pass = new Backpropagation(example.Network, example.Loss, example.Rows);
        BatchResult result = pass.Run(example.Inputs, targets, weights);
        AssertLoss(reference.Loss, result.Loss);
        AssertGradients(example.Network, pass.Gradients, reference);
    }

    private static void AssertLoss(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-5 * Math.Max(1, Math.Abs(expected)), $"loss: expected {expected}, found {actual}");

    private static void AssertGradients(Network network, ReadOnlySpan<float> gradients, ReferencePass reference)
    {
        for (int l = 0; l < network.Layers.Count; l++)
        {
            double[,] dW = reference.Layers[l].dW;
            AssertTensor(network.Layout.Weights(l), gradients, (i, j) => dW[i, j], Largest(dW.Cast<double>()));
            if (network.Layout.Biases(l) is { } biases)
            {
                double[] db = reference.Layers[l].db!;
                AssertTensor(biases, gradients, (_, j) => db[j], Largest(db));
            }
        }
    }

    private static double Largest(IEnumerable<double> values) => values.Max(Math.Abs);

    private static void AssertTensor(ParameterTensor tensor, ReadOnlySpan<float> gradients, Func<int, int, double> expected, double scale)
    {
        for (int i = 0; i < tensor.Rows; i++)
        {
            ReadOnlySpan<float> row = tensor.Row(gradients, i);
            for (int j = 0; j < tensor.Columns; j++)
            {
                double difference = Math.Abs(row[j] - expected(i, j));
                Assert.True(difference <= (Tolerance * scale) + 1e-7, $"{tensor.Name}[{i}, {j}]: expected {expected(i, j)}, found {row[j]}");
            }
        }
    }

    private static int CorrectRows(ReferencePass reference, int[] labels)
    {
        double[,] a = reference.Layers[^1].A;
        int correct = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            int best = 0;
            for (int k = 1; k < a.GetLength(1); k++)
            {
                if (a[row, k] > a[row, best])
                    best = k;
            }

            if (best == labels[row])
                correct++;
        }

        return correct;
    }
}
