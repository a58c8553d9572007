using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

/// <summary>Every mistake is found, in the gradients that it spoils and in no others.</summary>
public class PlantedMistakeTests
{
    private const string All = "dW[1] db[1] dW[2] db[2] dW[3] db[3] dX";
    private const string Below3 = "dW[1] db[1] dW[2] db[2] dX";
    private const string Below2 = "dW[1] db[1] dX";

    private static readonly double[,] X = { { 0.5, -1, 0.3 }, { 1.5, 0.25, -0.7 }, { -0.4, 0.8, 1.1 }, { 0.9, 0.6, -1.2 } };
    private static readonly double[,] Classes = { { 0, 1, 0 }, { 1, 0, 0 }, { 0, 0, 1 }, { 0, 1, 0 } };
    private static readonly double[,] Scores = { { 0.2, 0.9, 0.4 }, { 0.7, 0.1, 0.5 }, { 0.3, 0.8, 0.6 }, { 0.9, 0.3, 0.1 } };

    /// <summary>The mistake, the hidden layer and the loss it is made with, and the gradients that it spoils.</summary>
    public static TheoryData<Mistake, string, string, string> Planted => new()
    {
        { Mistake.MeanForgotten, "sigmoid", "squared-error", All },
        { Mistake.MeanForgotten, "relu", "cross-entropy", All },
        { Mistake.SignOfTheError, "sigmoid", "squared-error", All },
        { Mistake.LogBaseForgotten, "relu", "cross-entropy base 2", All },
        { Mistake.JacobianDiagonalOnly, "relu", "cross-entropy", All },
        { Mistake.JacobianDiagonalOnly, "sigmoid", "squared-error of softmax", All },
        { Mistake.SoftmaxTwice, "relu", "cross-entropy", All },
        { Mistake.LabelSumForgotten, "relu", "cross-entropy of scores", All },
        { Mistake.TanhOfZ, "relu", "cross-entropy", Below2 },
        { Mistake.DerivativeForgotten, "sigmoid", "squared-error", Below3 },
        { Mistake.SigmoidOfZ, "sigmoid", "squared-error", Below3 },
        { Mistake.MaskOfAnotherLayer, "relu", "cross-entropy", Below3 },
        { Mistake.MaskOfTheGradient, "relu", "cross-entropy", Below3 },
        { Mistake.WeightsNotTransposed, "relu", "cross-entropy", Below2 },
        { Mistake.WeightsUpdatedTooEarly, "sigmoid", "squared-error", Below3 },
        { Mistake.GradientTransposed, "sigmoid", "squared-error", "dW[2]" },
        { Mistake.InputBeforeActivation, "relu", "cross-entropy", "dW[2]" },
        { Mistake.RowsShifted, "relu", "cross-entropy", "dW[1]" },
        { Mistake.BiasNotSummed, "sigmoid", "squared-error", "db[2]" },
        { Mistake.BiasAveragedTwice, "relu", "cross-entropy", "db[3]" },
        { Mistake.DecayInTheGradient, "relu", "cross-entropy", "dW[1]" },
        { Mistake.LastLayerStale, "relu", "cross-entropy", "dW[3] db[3]" },
        { Mistake.NotCleared, "relu", "cross-entropy", "dW[1] db[1] dW[2] db[2] dW[3] db[3]" },
        { Mistake.OneElement, "sigmoid", "squared-error", "dW[2]" },
        { Mistake.NotANumber, "relu", "cross-entropy", "db[1]" },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void Mistake_is_found_in_the_gradients_that_it_spoils(Mistake mistake, string hidden, string loss, string spoilt)
    {
        Case made = new(hidden, loss);
        NetworkGradients wrong = made.Learner(mistake).Gradients();
        GradientCheck check = GradientCheck.Judge(made.Network, made.Loss, X, made.Targets, wrong, cancellationToken: TestContext.Current.CancellationToken);

        AssertFound(check, spoilt, made, wrong);
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void Mistake_is_found_in_a_function_of_which_nothing_is_known(Mistake mistake, string hidden, string loss, string spoilt)
    {
        Case made = new(hidden, loss);
        NetworkGradients wrong = made.Learner(mistake).Gradients();
        GradientCheck check = GradientCheck.JudgeFunction(
            made.LossAt, Case.Flat(made.Network.Layers.Select(layer => (layer.Weights, layer.Biases!)), X),
            Case.Flat(wrong.Layers.Select(layer => (layer.dW, layer.db!)), wrong.dX!), made.Tensors, cancellationToken: TestContext.Current.CancellationToken);

        AssertFound(check, spoilt, made, wrong);
    }

    [Fact]
    public void Every_mistake_is_planted() =>
        Assert.Equal(Enum.GetValues<Mistake>().Where(mistake => mistake != Mistake.None), Planted.Select(row => row.Data.Item1).Distinct());

    [Theory]
    [InlineData("sigmoid", "squared-error")]
    [InlineData("sigmoid", "squared-error of softmax")]
    [InlineData("relu", "cross-entropy")]
    [InlineData("relu", "cross-entropy base 2")]
    [InlineData("relu", "cross-entropy of scores")]
    public void Without_a_mistake_every_element_is_right(string hidden, string loss)
    {
        Case made = new(hidden, loss);
        GradientCheck check = GradientCheck.Judge(
            made.Network, made.Loss, X, made.Targets, made.Learner(Mistake.None).Gradients(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(new GradientCounts(made.Network.ParameterCount, made.Network.ParameterCount, 0, 0, 0, 0, 0), check.ParameterCounts);
        Assert.Equal(new GradientCounts(X.Length, X.Length, 0, 0, 0, 0, 0), check.InputCounts);
        Assert.Empty(check.Mistakes);
    }

    [Fact]
    public void Transposed_gradient_is_right_on_the_diagonal()
    {
        Case made = new("sigmoid", "squared-error");
        GradientCheck check = GradientCheck.Judge(
            made.Network, made.Loss, X, made.Targets, made.Learner(Mistake.GradientTransposed).Gradients(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(12, check.Mistakes.Count());
        Assert.All(check.Mistakes, mistake => Assert.NotEqual(mistake.Element.Row, mistake.Element.Column));
    }

    // What must be wrong is known without the check: it is where the mistake changed a number.
    private static void AssertFound(GradientCheck check, string spoilt, Case made, NetworkGradients wrong)
    {
        Assert.Equal(GradientVerdict.Disagrees, check.Verdict);
        Assert.Equal(spoilt.Split(' '), check.Tensors.Where(tensor => tensor.Verdict == GradientVerdict.Disagrees).Select(tensor => tensor.Gradient));
        Assert.All(check.Tensors, tensor => Assert.True(tensor.Verdict is GradientVerdict.Disagrees or GradientVerdict.Agrees, $"{tensor.Gradient}: {tensor.Verdict}"));

        NetworkGradients right = made.Learner(Mistake.None).Gradients();
        List<string> expected = [];
        for (int l = 0; l < 3; l++)
        {
            Compare($"dW[{l + 1}]", l + 1, right.Layers[l].dW, wrong.Layers[l].dW);
            Compare($"db[{l + 1}]", l + 1, Row(right.Layers[l].db!), Row(wrong.Layers[l].db!));
        }

        Compare("dX", 0, right.dX!, wrong.dX!);
        Assert.Equal(expected.Order(), check.Mistakes.Select(found => Place(found.Tensor.Gradient, found.Tensor.Layer, found.Element.Row, found.Element.Column)).Order());
        Assert.All(check.Mistakes, found => Assert.True(found.Element.RelativeError <= 1.001 * check.Mistakes.First().Element.RelativeError));

        void Compare(string gradient, int layer, double[,] a, double[,] b)
        {
            for (int i = 0; i < a.GetLength(0); i++)
            {
                for (int j = 0; j < a.GetLength(1); j++)
                {
                    if (!(Math.Abs(a[i, j] - b[i, j]) <= 5e-7 * Math.Abs(a[i, j])))
                        expected.Add(Place(gradient, layer, i, j));
                }
            }
        }

        static string Place(string gradient, int layer, int row, int column) => $"layer {layer} {gradient}[{row}, {column}]";
    }

    private static double[,] Row(double[] vector)
    {
        double[,] row = new double[1, vector.Length];
        for (int j = 0; j < vector.Length; j++)
            row[0, j] = vector[j];
        return row;
    }

    /// <summary>A network 3 → 4 → 4 → 3, whose second layer is square, on four rows.</summary>
    private sealed class Case(string hidden, string loss)
    {
        private readonly Loss _loss = loss.StartsWith("squared", StringComparison.Ordinal) ? Descent.Networks.Loss.SquaredError
            : loss.EndsWith("base 2", StringComparison.Ordinal) ? Descent.Networks.Loss.CrossEntropy with { LogBase = 2 } : Descent.Networks.Loss.CrossEntropy;

        public ReferenceNetwork Network { get; } = new([
            new(new[,] { { 0.4, -0.7, 0.1, 0.6 }, { 0.3, 0.2, -0.5, -0.2 }, { -0.6, 0.5, 0.8, 0.35 } }, [0.1, -0.1, 0.3, 0.05], Activation.Tanh),
            new(new[,] { { 0.5, -0.3, 0.2, 0.9 }, { -0.8, 0.4, 0.7, -0.1 }, { 0.25, 0.6, -0.45, 0.15 }, { 0.3, -0.9, 0.55, 0.65 } }, [0.2, 0.3, 0.15, -0.05], Activation.Parse(hidden)),
            new(new[,] { { 0.8, -0.4, 0.3 }, { -0.5, 0.9, 0.2 }, { 0.6, 0.1, -0.7 }, { -0.2, 0.45, 0.5 } }, [0.2, -0.3, 0.1],
                loss == "squared-error" ? Activation.Sigmoid : Activation.Softmax)]);

        public ReferenceLoss Loss => new(_loss);

        public double[,] Targets => loss.StartsWith("squared", StringComparison.Ordinal) || loss.EndsWith("scores", StringComparison.Ordinal) ? Scores : Classes;

        public IReadOnlyList<GradientTensor> Tensors =>
        [
            .. Network.Layers.SelectMany((layer, l) => new GradientTensor[] { new($"dW[{l + 1}]", layer.Inputs, layer.Outputs, l + 1), new($"db[{l + 1}]", 1, layer.Outputs, l + 1) }),
            new("dX", X.GetLength(0), X.GetLength(1)),
        ];

        public Learner Learner(Mistake mistake) => new(Network, _loss, X, Targets, mistake);

        public static double[] Flat(IEnumerable<(double[,] Matrix, double[] Vector)> layers, double[,] inputs) =>
            [.. layers.SelectMany(layer => layer.Matrix.Cast<double>().Concat(layer.Vector)), .. inputs.Cast<double>()];

        /// <summary>The loss as a function of all parameters and inputs in one row.</summary>
        public double LossAt(ReadOnlySpan<double> point)
        {
            List<ReferenceLayer> layers = [];
            foreach (ReferenceLayer layer in Network.Layers)
                layers.Add(new(Take(ref point, layer.Inputs, layer.Outputs), [.. Take(ref point, 1, layer.Outputs).Cast<double>()], layer.Activation));
            double[,] x = Take(ref point, X.GetLength(0), X.GetLength(1));
            return new Learner(new ReferenceNetwork(layers), _loss, x, Targets, Mistake.None).Loss();
        }

        private static double[,] Take(ref ReadOnlySpan<double> numbers, int rows, int columns)
        {
            double[,] matrix = new double[rows, columns];
            for (int i = 0; i < matrix.Length; i++)
                matrix[i / columns, i % columns] = numbers[i];
            numbers = numbers[matrix.Length..];
            return matrix;
        }
    }
}
