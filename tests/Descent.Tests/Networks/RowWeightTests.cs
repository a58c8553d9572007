using Descent.Networks;
using Xunit;

namespace Descent.Tests.Networks;

/// <summary>What weights of rows mean, beside the comparison with the reference in <see cref="BackpropagationTests"/>.</summary>
public class RowWeightTests
{
    private const int Rows = 96;

    public static TheoryData<string> Losses => [.. Loss.Names];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Weights_of_1_change_no_bit(string name)
    {
        (Backpropagation plain, float[] inputs, float[] targets) = Case(Loss.Parse(name), threads: 1);
        (Backpropagation weighted, _, _) = Case(Loss.Parse(name), threads: 1);
        float[] ones = new float[Rows];
        Array.Fill(ones, 1f);
        Assert.Equal(plain.Run(inputs, targets), weighted.Run(inputs, targets, ones));
        Assert.Equal(plain.Gradients.ToArray(), weighted.Gradients.ToArray());
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_bits_do_not_depend_on_the_number_of_threads(string name)
    {
        float[] weights = [.. Enumerable.Range(0, Rows).Select(row => row * 0.37f % 3)];
        (Backpropagation one, float[] inputs, float[] targets) = Case(Loss.Parse(name), threads: 1);
        BatchResult expected = one.Run(inputs, targets, weights);
        foreach (int threads in (int[])[2, 3, 8])
        {
            (Backpropagation many, _, _) = Case(Loss.Parse(name), threads);
            Assert.Equal(expected, many.Run(inputs, targets, weights));
            Assert.Equal(one.Gradients.ToArray(), many.Gradients.ToArray());
        }
    }

    /// <summary>
    /// The two batches are added up in another order and hold other numbers of rows, so they agree to the rounding of sums of
    /// some tens of floats: 1e-5 of the largest gradient. A row that counted once too often would change it by a hundredth.
    /// </summary>
    [Theory]
    [MemberData(nameof(Losses))]
    public void Whole_weights_are_rows_that_are_repeated(string name)
    {
        (Backpropagation pass, float[] inputs, float[] targets) = Case(Loss.Parse(name), threads: 1);
        Loss loss = pass.Loss;
        int[] times = [.. Enumerable.Range(0, Rows).Select(row => row % 4)];
        int all = times.Sum();
        // In a mean, Rows stands where the repeated batch has all of them.
        float[] weights = [.. times.Select(count => loss.Reduction == Reduction.Sum ? count : count * (float)Rows / all)];
        BatchResult weighted = pass.Run(inputs, targets, weights);
        float[] gradients = pass.Gradients.ToArray();

        int[] rows = [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Repeat(row, times[row]))];
        var repeated = new Backpropagation(pass.Network, loss, all);
        BatchResult expected = repeated.Run(
            [.. rows.SelectMany(row => inputs[(row * 7)..((row + 1) * 7)])], [.. rows.SelectMany(row => targets[(row * 5)..((row + 1) * 5)])]);

        Assert.Equal(1, weighted.Loss / expected.Loss, 1e-5);
        float largest = gradients.Max(Math.Abs);
        Assert.All(gradients.Zip(repeated.Gradients.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-5 * largest));
    }

    [Fact]
    public void A_row_without_weight_adds_nothing_even_where_its_loss_is_infinite()
    {
        // The logarithm of 0, and of a half.
        Network network = Network.Build(1, 1, Layer.Dense(2, Activation.ReLU, bias: false));
        network.Layout.Weights(0).Row(network.Parameters, 0).Fill(1);
        var pass = new Backpropagation(network, Loss.CrossEntropy, 2);
        BatchResult result = pass.Run([0f, 0.5f], [0, 1], [0, 1]);
        Assert.Equal(Math.Log(2) / 2, result.Loss, 1e-7);
        // dw = ½ · x · (−1/a) of the second row alone.
        Assert.Equal([0f, -0.5f], network.Layout.Weights(0).Row((ReadOnlySpan<float>)pass.Gradients, 0).ToArray());
    }

    [Fact]
    public void A_batch_without_weights_after_one_with_them_sees_nothing_of_it()
    {
        (Backpropagation pass, float[] inputs, float[] targets) = Case(Loss.CrossEntropy, threads: 1);
        BatchResult expected = pass.Run(inputs, targets);
        pass.Run(inputs, targets, new float[Rows]);
        Assert.Equal(expected, pass.Run(inputs, targets));
    }

    [Fact]
    public void A_correct_row_is_counted_whatever_its_weight()
    {
        Network network = Network.Build(1, 1, Layer.Dense(2, Activation.Softmax));
        network.Parameters.Clear();
        Assert.Equal(2, new Backpropagation(network, Loss.CrossEntropy, 3).Run([1f, 1f, 1f], [0, 0, 1], [0, 5, 1]).Correct);
    }

    // 96 rows of 48,000 parameters are shared by threads.
    private static (Backpropagation Pass, float[] Inputs, float[] Targets) Case(Loss loss, int threads)
    {
        Activation output = loss switch
        {
            CrossEntropyLoss => Activation.Softmax,
            BinaryCrossEntropyLoss => Activation.Sigmoid,
            PoissonLoss => Activation.Softplus,
            _ => Activation.Identity,
        };
        Network network = Network.Build(7, 3, Layer.Dense(400, Activation.Tanh), Layer.Dense(110, Activation.Mish), Layer.Dense(5, output));
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, Rows * 7).Select(_ => random.NextSingle() - 0.5f)];
        float[] targets = [.. Enumerable.Range(0, Rows * 5).Select(_ => random.NextSingle())];
        return (new Backpropagation(network, loss with { Reduction = loss.IsMeanOverElements ? Reduction.Mean : Reduction.Sum }, Rows, threads), inputs, targets);
    }
}
