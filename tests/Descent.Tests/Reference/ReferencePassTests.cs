using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

public class ReferencePassTests
{
    // Hidden units on every side of the kinks at 0, −1 and −3; the outer ends are in the tests of the activations.
    private static readonly double[] HiddenBiases = [0.6, -0.6, -2.2, -4.5];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            TheoryData<string, string> pairs = [];
            foreach (string activation in Activation.Names)
            {
                foreach (string loss in Loss.Names)
                    pairs.Add(activation, loss);
            }

            return pairs;
        }
    }

    public static TheoryData<string> Losses => [.. Loss.Names];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_gradient_agrees_with_central_differences(string activation, string loss)
    {
        foreach (int rows in (int[])[1, 3])
        {
            for (int layers = 1; layers <= 3; layers++)
            {
                Random random = new((rows * 10) + layers);
                ReferenceNetwork network = Network(Activation.Parse(activation), layers, random);
                GradientCheck check = GradientCheck.Run(
                    network,
                    loss == "huber" ? ReferenceLoss.Huber(0.3) : new(Loss.Parse(loss)),
                    Numbers(rows, 3, () => (2 * random.NextDouble()) - 1),
                    Numbers(rows, 3, () => Target(activation, loss, random)),
                    cancellationToken: TestContext.Current.CancellationToken);

                Assert.InRange(check.MaxRelativeError, 0, 1e-8);
                Assert.Equal(0, check.Kinks);
                Assert.Equal(network.ParameterCount, check.Parameters);
                Assert.Equal(rows * 3, check.Inputs);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_gradient_of_weighted_rows_agrees_with_central_differences(string name)
    {
        foreach (Reduction reduction in new ReferenceLoss(Loss.Parse(name)).Loss.IsMeanOverElements ? (Reduction[])[Reduction.Mean] : [Reduction.Mean, Reduction.Sum])
        {
            Random random = new(5);
            ReferenceLoss loss = name == "huber" ? ReferenceLoss.Huber(0.3) : new(Loss.Parse(name) with { Reduction = reduction });
            ReferenceNetwork network = Network(Activation.Sigmoid, 2, random);
            double[,] x = Numbers(3, 3, () => (2 * random.NextDouble()) - 1), t = Numbers(3, 3, () => Target("sigmoid", name, random));
            double[] weights = [0.25, 0, 3];
            GradientCheck check = GradientCheck.Run(network, loss, x, t, rowWeights: weights, cancellationToken: TestContext.Current.CancellationToken);

            Assert.InRange(check.MaxRelativeError, 0, 1e-8);
            Assert.Equal(network.ParameterCount, check.Parameters);
            // The loss of each row by itself, times its weight; the row without weight has no gradient.
            ReferencePass pass = ReferencePass.Compute(network, loss, x, t, weights);
            double sum = Enumerable.Range(0, 3).Sum(i => weights[i] * ReferencePass.Compute(network, loss, Row(x, i), Row(t, i)).Loss);
            Assert.Equal(1, pass.Loss / (reduction == Reduction.Sum ? sum : sum / 3), 1e-14);
            Assert.All(Enumerable.Range(0, 3), k => Assert.Equal(0, pass.dX[1, k]));
        }

        static double[,] Row(double[,] matrix, int i) => new[,] { { matrix[i, 0], matrix[i, 1], matrix[i, 2] } };
    }

    [Fact]
    public void A_row_without_weight_adds_nothing_even_where_its_loss_is_infinite()
    {
        ReferenceNetwork network = new([new(new double[,] { { 1 } }, null, Activation.Identity)]);
        ReferencePass pass = ReferencePass.Compute(network, new(Loss.CrossEntropy), new double[,] { { 0 }, { 0.5 } }, new double[,] { { 1 }, { 1 } }, [0, 1]);
        Assert.Equal(Math.Log(2) / 2, pass.Loss, 1e-15);
        Assert.Equal(0, pass.dX[0, 0]);
    }

    [Fact]
    public void Weights_of_rows_that_do_not_fit_are_refused()
    {
        ReferenceNetwork network = Network(Activation.Tanh, 1, new Random(1));
        Assert.StartsWith("There are 1 weights; expected one for each of the 2 rows.", Refusal([1]), StringComparison.Ordinal);
        Assert.StartsWith("The weight of row 1 is -0.5; expected a finite number of 0 or more.", Refusal([1, -0.5]), StringComparison.Ordinal);
        Assert.StartsWith("The weight of row 0 is NaN;", Refusal([double.NaN, 1]), StringComparison.Ordinal);

        string Refusal(double[] weights) => Assert.Throws<ArgumentException>(
            () => ReferencePass.Compute(network, new(Loss.SquaredError), new double[2, 3], new double[2, 3], weights)).Message;
    }

    [Fact]
    public void Layers_without_biases_have_no_gradient_of_them()
    {
        ReferencePass pass = ReferencePass.Compute(
            new([new(new double[,] { { 2 } }, null, Activation.Identity)]), new(Loss.SquaredError), new double[,] { { 3 } }, new double[,] { { 1 } });

        // z = 6, L = ½·5², dA = 5, dW = 3·5, dX = 2·5.
        Assert.Null(pass.Layers[0].db);
        Assert.Equal(12.5, pass.Loss);
        Assert.Equal(15, pass.Layers[0].dW[0, 0]);
        Assert.Equal(10, pass.dX[0, 0]);
    }

    [Fact]
    public void Probability_that_underflows_gives_an_infinite_loss_and_no_gradient()
    {
        // e⁻¹⁰⁰⁰ is 0 in double precision: L = −ln 0, dA = −1/0, and dZ = −∞·0.
        ReferencePass pass = ReferencePass.Compute(
            new([new(new double[,] { { 1000, 0 } }, null, Activation.Softmax)]), new(Loss.CrossEntropy), new double[,] { { 1 } }, new double[,] { { 0, 1 } });

        Assert.Equal(double.PositiveInfinity, pass.Loss);
        Assert.Equal(0, pass.Layers[0].dA[0, 0]);
        Assert.Equal(double.NegativeInfinity, pass.Layers[0].dA[0, 1]);
        Assert.Equal([double.NaN, double.NaN], pass.Layers[0].dZ.Cast<double>());
    }

    [Fact]
    public void Network_keeps_its_own_copy_of_the_parameters()
    {
        double[,] weights = { { 1 } };
        ReferenceNetwork network = new([new(weights, [2], Activation.Identity)]);
        weights[0, 0] = 5;
        network.Copy().Layers[0].Biases![0] = 7;

        Assert.Equal(1, network.Layers[0].Weights[0, 0]);
        Assert.Equal(2, network.Layers[0].Biases![0]);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        ReferenceLayer layer = new(new double[2, 3], null, Activation.Identity);
        Assert.StartsWith("Layer 1 has 2 inputs; expected 3", Assert.Throws<ArgumentException>(() => new ReferenceNetwork([layer, layer])).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are no layers", Assert.Throws<ArgumentException>(() => new ReferenceNetwork([])).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are 2 biases", Assert.Throws<ArgumentException>(() => new ReferenceLayer(new double[2, 3], [1, 2], Activation.Identity)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The weights are [0, 3]", Assert.Throws<ArgumentException>(() => new ReferenceLayer(new double[0, 3], null, Activation.Identity)).Message, StringComparison.Ordinal);

        ReferenceNetwork network = new([layer]);
        Assert.StartsWith("The inputs are [1, 3]", Assert.Throws<ArgumentException>(() => ReferencePass.Compute(network, new(Loss.SquaredError), new double[1, 3], new double[1, 3])).Message, StringComparison.Ordinal);
        Assert.StartsWith("The inputs are [0, 2]", Assert.Throws<ArgumentException>(() => ReferencePass.Compute(network, new(Loss.SquaredError), new double[0, 2], new double[0, 3])).Message, StringComparison.Ordinal);
        Assert.StartsWith("The targets are [1, 2]", Assert.Throws<ArgumentException>(() => ReferencePass.Compute(network, new(Loss.SquaredError), new double[1, 2], new double[1, 2])).Message, StringComparison.Ordinal);
    }

    // Inputs in ±1 and small weights keep every pre-activation near its bias, and every output inside (0, 1).
    private static ReferenceNetwork Network(Activation activation, int count, Random random)
    {
        double centre = activation.Name switch
        {
            "exponential" => -0.8,
            "softplus" => -0.5,
            _ => 0.5,
        };
        ReferenceLayer[] layers = new ReferenceLayer[count];
        for (int l = 0; l < count; l++)
        {
            bool isLast = l == count - 1;
            double[] biases = isLast ? [centre, centre + 0.05, centre - 0.05] : HiddenBiases;
            layers[l] = new(Numbers(l == 0 ? 3 : 4, biases.Length, () => (random.NextDouble() - 0.5) / 10), biases, activation);
        }

        return new(layers);
    }

    // Heaviside outputs are exactly 1 here, where the logarithm of 1 − a asks for a label of 1.
    private static double Target(string activation, string loss, Random random) => loss switch
    {
        "binary-cross-entropy" when activation == "heaviside" => 1,
        "poisson" => random.Next(4),
        "cross-entropy" or "binary-cross-entropy" or "softmax-cross-entropy" or "sigmoid-binary-cross-entropy" => random.Next(5) / 4.0,
        _ => (4 * random.NextDouble()) - 2,
    };

    private static double[,] Numbers(int rows, int columns, Func<double> next)
    {
        double[,] numbers = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                numbers[i, j] = next();
        }

        return numbers;
    }
}
