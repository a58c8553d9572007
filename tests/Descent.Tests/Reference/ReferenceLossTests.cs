using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

public class ReferenceLossTests
{
    // Two rows of two outputs, so that a mean over rows and one over elements differ.
    private static readonly double[,] A = { { 0.5, 0.25 }, { 0.8, 0.125 } };
    private static readonly double[,] T = { { 1, 0 }, { 0.5, 1 } };

    public static TheoryData<string> Names => [.. Loss.Names];

    // By hand: the errors are −0.5, 0.25, 0.3, −0.875, their squares 0.25, 0.0625, 0.09, 0.765625, together 1.168125.
    [Theory]
    [InlineData("squared-error", Reduction.Sum, 0.5840625)]
    [InlineData("squared-error", Reduction.Mean, 0.29203125)]
    [InlineData("mse", Reduction.Mean, 0.29203125)]
    [InlineData("mae", Reduction.Mean, 0.48125)]
    public void Value_of_the_losses_of_differences(string name, Reduction reduction, double expected) =>
        Assert.Equal(expected, new ReferenceLoss(Loss.Parse(name) with { Reduction = reduction }).Value(A, T), 1e-15);

    [Fact]
    public void Huber_is_quadratic_within_delta_and_linear_beyond()
    {
        // ½·0.25² and 0.3·(|e| − 0.15) for |e| of 0.5, 0.3 and 0.875; at 0.3 both pieces are 0.045.
        double expected = (0.03125 + (0.3 * (0.35 + 0.15 + 0.725))) / 4;
        Assert.Equal(expected, ReferenceLoss.Huber(0.3).Value(A, T), 1e-15);
    }

    [Fact]
    public void Delta_of_the_library_means_its_decimal() => Assert.Equal(0.1, new ReferenceLoss(Loss.Huber(0.1f)).Delta);

    [Fact]
    public void Cross_entropy_in_base_two_counts_bits()
    {
        // Row 1: −log₂ ½ = 1. Row 2: −½ log₂ 0.8 − log₂ ⅛ = 3 + ½ log₂ 1.25.
        ReferenceLoss loss = new(Loss.CrossEntropy with { LogBase = 2, Reduction = Reduction.Sum });
        Assert.Equal(4 + (0.5 * Math.Log2(1.25)), loss.Value(A, T), 1e-14);

        double[,] dA = Derivative(loss, A, T);
        Assert.Equal(-1 / (0.5 * Math.Log(2)), dA[0, 0], 1e-14);
        Assert.Equal(0, dA[0, 1]);
    }

    [Fact]
    public void Binary_cross_entropy_adds_both_sides()
    {
        double expected = -(Math.Log(0.5) + Math.Log(0.75) + (0.5 * Math.Log(0.8)) + (0.5 * Math.Log(0.2)) + Math.Log(0.125)) / 2;
        Assert.Equal(expected, new ReferenceLoss(Loss.BinaryCrossEntropy).Value(A, T), 1e-15);

        // (a − t)/(a(1 − a)), the last line of Vege 6.2.
        Assert.Equal(0.3 / (0.8 * 0.2) / 2, Derivative(new ReferenceLoss(Loss.BinaryCrossEntropy), A, T)[1, 0], 1e-14);
    }

    [Fact]
    public void Poisson_leaves_out_the_constant()
    {
        double expected = (0.5 - Math.Log(0.5) + 0.25 + 0.8 - (0.5 * Math.Log(0.8)) + 0.125 - Math.Log(0.125)) / 4;
        Assert.Equal(expected, new ReferenceLoss(Loss.Poisson).Value(A, T), 1e-15);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivative_is_the_limit_of_differences(string name)
    {
        ReferenceLoss loss = name == "huber" ? ReferenceLoss.Huber(0.31) : new(Loss.Parse(name));
        double[,] a = (double[,])A.Clone();
        double[,] dA = Derivative(loss, A, T);
        const double H = 1e-4;
        for (int i = 0; i < 2; i++)
        {
            for (int k = 0; k < 2; k++)
            {
                // The error is h⁴/30·L⁽⁵⁾ with L⁽⁵⁾ = 24/a⁵ at most: 1e-16·24·8⁵/30, some 3e-12 at a = ⅛.
                double difference = ((8 * (At(H) - At(-H))) - (At(2 * H) - At(-2 * H))) / (12 * H);
                Assert.Equal(difference, dA[i, k], 1e-11);

                double At(double h)
                {
                    a[i, k] = A[i, k] + h;
                    double value = loss.Value(a, T);
                    a[i, k] = A[i, k];
                    return value;
                }
            }
        }
    }

    [Theory]
    [InlineData("cross-entropy", 0)]
    [InlineData("binary-cross-entropy", 0)]
    [InlineData("poisson", 0)]
    public void Term_with_label_zero_is_zero_where_its_logarithm_is_not_finite(string name, double label)
    {
        ReferenceLoss loss = new(Loss.Parse(name));
        Assert.Equal(0, loss.Value(new double[,] { { 0 } }, new[,] { { label } }));
        Assert.True(double.IsFinite(Derivative(loss, new double[,] { { 0 } }, new[,] { { label } })[0, 0]));
    }

    [Fact]
    public void Term_with_the_other_label_zero_is_zero_too()
    {
        ReferenceLoss loss = new(Loss.BinaryCrossEntropy);
        Assert.Equal(0, loss.Value(new double[,] { { 1 } }, new double[,] { { 1 } }));
        Assert.Equal(-1, Derivative(loss, new double[,] { { 1 } }, new double[,] { { 1 } })[0, 0]);
    }

    [Theory]
    [InlineData("cross-entropy", 0, double.PositiveInfinity)]
    [InlineData("cross-entropy", -0.5, double.NaN)]
    [InlineData("binary-cross-entropy", 0, double.PositiveInfinity)]
    [InlineData("binary-cross-entropy", 1.5, double.NaN)]
    [InlineData("poisson", 0, double.PositiveInfinity)]
    public void Nothing_is_clamped(string name, double prediction, double expected) =>
        Assert.Equal(expected, new ReferenceLoss(Loss.Parse(name)).Value(new[,] { { prediction } }, new[,] { { 0.5 } }));

    [Theory]
    [InlineData(null)]
    [InlineData(2.0)]
    [InlineData(0.3)]
    public void Fused_softmax_cross_entropy_equals_softmax_and_then_cross_entropy(double? logBase)
    {
        double[,] z = { { 0.3, -1.2, 2.5 }, { 4, -4, 0 }, { -1, -1.5, -0.2 } };
        double[,] t = { { 0, 1, 0 }, { 0.2, 0.5, 0.3 }, { 0.9, 0.8, 0 } };
        AssertFused(Activation.Softmax, Loss.CrossEntropy with { LogBase = logBase }, Loss.SoftmaxCrossEntropy with { LogBase = logBase }, z, t);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(10.0)]
    public void Fused_sigmoid_binary_cross_entropy_equals_sigmoid_and_then_binary_cross_entropy(double? logBase)
    {
        double[,] z = { { 0.3, -1.2, 2.5 }, { 4, -4, 0 } };
        double[,] t = { { 0, 1, 0 }, { 0.2, 0.5, 1 } };
        AssertFused(Activation.Sigmoid, Loss.BinaryCrossEntropy with { LogBase = logBase }, Loss.SigmoidBinaryCrossEntropy with { LogBase = logBase }, z, t);
    }

    [Fact]
    public void Fused_losses_stay_finite_at_logits_of_ten_thousand()
    {
        double[,] z = { { 1e4, -1e4 } };
        double[,] t = { { 0, 1 } };
        Assert.Equal(2e4, new ReferenceLoss(Loss.SoftmaxCrossEntropy).Value(z, t));
        Assert.Equal(new double[,] { { 1, -1 } }, Derivative(new ReferenceLoss(Loss.SoftmaxCrossEntropy), z, t));
        Assert.Equal(2e4, new ReferenceLoss(Loss.SigmoidBinaryCrossEntropy).Value(z, t));
        Assert.Equal(new double[,] { { 1, -1 } }, Derivative(new ReferenceLoss(Loss.SigmoidBinaryCrossEntropy), z, t));

        t = new double[,] { { 1, 0 } };
        Assert.Equal(0, new ReferenceLoss(Loss.SoftmaxCrossEntropy).Value(z, t));
        Assert.Equal(0, new ReferenceLoss(Loss.SigmoidBinaryCrossEntropy).Value(z, t));
    }

    [Fact]
    public void Fused_value_keeps_its_digits_when_the_prediction_is_all_but_certain() =>
        Assert.Equal(1, new ReferenceLoss(Loss.SoftmaxCrossEntropy).Value(new double[,] { { 40, 0 } }, new double[,] { { 1, 0 } }) / Math.Exp(-40), 1e-15);

    [Fact]
    public void Labels_of_any_sum_scale_the_probabilities()
    {
        double[,] z = { { 0, Math.Log(3) } };
        double[,] t = { { 0.5, 1 } };
        double[,] dZ = Derivative(new ReferenceLoss(Loss.SoftmaxCrossEntropy), z, t);

        // p = (¼, ¾) and Σt = 1.5: p·Σt − t = (−0.125, 0.125).
        Assert.Equal(-0.125, dZ[0, 0], 1e-15);
        Assert.Equal(0.125, dZ[0, 1], 1e-15);
        Assert.Equal(new double[,] { { 0, 0 } }, Derivative(new ReferenceLoss(Loss.SoftmaxCrossEntropy), z, new double[,] { { 0, 0 } }));
    }

    [Fact]
    public void Shapes_that_differ_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ReferenceLoss(Loss.SquaredError).Value(A, new double[2, 3]));

    private static void AssertFused(Activation activation, Loss unfused, Loss fused, double[,] z, double[,] t)
    {
        double[,] identity = new double[z.GetLength(1), z.GetLength(1)];
        for (int i = 0; i < z.GetLength(1); i++)
            identity[i, i] = 1;
        ReferencePass two = ReferencePass.Compute(new([new(identity, null, activation)]), new(unfused), z, t);
        ReferencePass one = ReferencePass.Compute(new([new(identity, null, Activation.Identity)]), new(fused), z, t);

        Assert.Equal(two.Loss, one.Loss, 1e-14);
        for (int i = 0; i < z.GetLength(0); i++)
        {
            for (int k = 0; k < z.GetLength(1); k++)
                Assert.Equal(two.Layers[0].dZ[i, k], one.Layers[0].dZ[i, k], 1e-14);
        }
    }

    private static double[,] Derivative(ReferenceLoss loss, double[,] a, double[,] t)
    {
        double[,] dA = new double[a.GetLength(0), a.GetLength(1)];
        loss.Derivative(a, t, dA);
        return dA;
    }
}
