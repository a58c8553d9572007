using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

public class GradientCheckTests
{
    private static readonly double[,] X = { { 0.5, -1 }, { 1.5, 0.25 } };
    private static readonly double[,] T = { { 0.2 }, { 0.9 } };

    private static ReferenceNetwork Smooth => new([
        new(new[,] { { 0.4, -0.7, 0.1 }, { 0.3, 0.2, -0.5 } }, [0.1, -0.1, 0.3], Activation.Tanh),
        new(new[,] { { 0.8 }, { -0.5 }, { 0.6 } }, [0.2], Activation.Sigmoid)]);

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-2)]
    [InlineData(-2)]
    public void Wrong_gradient_is_found_and_its_error_measured(double error)
    {
        NetworkGradients gradients = NetworkGradients.Of(ReferencePass.Compute(Smooth, new(Loss.SquaredError), X, T));
        ref double gradient = ref gradients.Layers[0].dW[1, 2];
        double right = gradient;
        gradient *= 1 + error;

        GradientCheck check = GradientCheck.Judge(Smooth, new(Loss.SquaredError), X, T, gradients, cancellationToken: TestContext.Current.CancellationToken);

        double expected = Math.Abs(gradient - right) / Math.Max(Math.Abs(gradient), Math.Abs(right));
        Assert.Equal(expected, check.MaxRelativeError, 1e-3 * expected);
        Assert.Equal(GradientVerdict.Disagrees, check.Verdict);
        (GradientTensorCheck tensor, GradientElement element) = Assert.Single(check.Mistakes);
        Assert.Equal(("dW[1]", 1, 1, 2), (tensor.Gradient, tensor.Layer, element.Row, element.Column));
        Assert.Equal((tensor.WorstRow, tensor.WorstColumn, tensor.MaxRelativeError), (element.Row, element.Column, check.MaxRelativeError));
        Assert.Equal(gradient, element.Gradient);
        Assert.Equal(right, element.Difference, 1e-9 * Math.Abs(right));
    }

    [Theory]
    [InlineData(0, GradientVerdict.Agrees)]
    [InlineData(1e-5, GradientVerdict.Acceptable)]
    [InlineData(1e-3, GradientVerdict.Disagrees)]
    public void Small_error_is_acceptable_beside_a_kink_only(double error, GradientVerdict expected)
    {
        // z = 1e-3, which the widest step of 2⁻⁵ takes across 0.
        ReferenceNetwork network = new([new(new[,] { { 1e-3 } }, [0], Activation.ReLU)]);
        GradientCheck check = Judge(network);
        Assert.Equal(expected, check.Verdict);
        Assert.All(check.Tensors, tensor => Assert.True(tensor.Checked[0].IsNearKink));

        network = new([new(new[,] { { 1.0 } }, [0.5], Activation.ReLU)]);
        check = Judge(network);
        Assert.Equal(error == 0 ? GradientVerdict.Agrees : GradientVerdict.Disagrees, check.Verdict);

        GradientCheck Judge(ReferenceNetwork network)
        {
            double[,] x = { { 1 } }, t = { { 3 } };
            NetworkGradients gradients = NetworkGradients.Of(ReferencePass.Compute(network, new(Loss.SquaredError), x, t));
            gradients.Layers[0].dW[0, 0] *= 1 + error;
            return GradientCheck.Judge(network, new(Loss.SquaredError), x, t, gradients, cancellationToken: TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Judged_gradient_that_is_far_too_large_does_not_hide_another_mistake()
    {
        NetworkGradients gradients = NetworkGradients.Of(ReferencePass.Compute(Smooth, new(Loss.SquaredError), X, T));
        gradients.Layers[0].dW[0, 0] = 1e30;
        gradients.Layers[1].db![0] *= 1.001;

        GradientCheck check = GradientCheck.Judge(Smooth, new(Loss.SquaredError), X, T, gradients, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["dW[1]", "db[2]"], check.Mistakes.Select(mistake => mistake.Tensor.Gradient));
    }

    [Fact]
    public void Gradients_of_another_shape_are_refused()
    {
        NetworkGradients gradients = new([new(new double[3, 2], new double[3]), new(new double[3, 1], new double[1])]);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => GradientCheck.Judge(Smooth, new(Loss.SquaredError), X, T, gradients, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("dW[1] is [3, 2]; expected [2, 3].", error.Message);
    }

    [Fact]
    public void Kinks_of_an_unknown_function_are_recognised()
    {
        // |x| at its kink, |x| beside it, x² and x³, of which the last two are judged wrong.
        GradientCheck check = GradientCheck.JudgeFunction(
            p => Math.Abs(p[0]) + Math.Abs(p[1]) + (p[2] * p[2]) + Math.Pow(p[3], 3),
            [0, 1e-3, 0.5, 2], [0, 1, 1.001, 12.1], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            [GradientComparison.Kink, GradientComparison.Compared, GradientComparison.Compared, GradientComparison.Compared],
            check.Tensors[0].Checked.Select(element => element.Comparison));
        Assert.Equal([3, 2], check.Mistakes.Select(mistake => mistake.Element.Column));
        Assert.Equal(12, check.Mistakes.First().Element.Difference, 1e-8);
    }

    [Fact]
    public void Check_leaves_the_network_and_the_inputs_as_they_were()
    {
        ReferenceNetwork network = Smooth;
        double[,] x = (double[,])X.Clone();
        GradientCheck.Run(network, new(Loss.SquaredError), x, T, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(X, x);
        Assert.Equal(Smooth.Layers[0].Weights, network.Layers[0].Weights);
    }

    // Weights, inputs and targets far from 1: the steps must follow the scale of what they change.
    [Theory]
    [InlineData(1e-6, 1)]
    [InlineData(1e4, 1)]
    [InlineData(1, 1e-4)]
    [InlineData(1, 1e5)]
    public void Scale_of_the_numbers_does_not_matter(double inputs, double targets)
    {
        ReferenceNetwork network = new([
            new(new[,] { { 0.4 / inputs, -0.7 / inputs }, { 0.3 / inputs, 0.2 / inputs } }, [0.1, -0.1], Activation.Sigmoid),
            new(new[,] { { 0.8 * targets }, { -0.5 * targets } }, [0.2 * targets], Activation.Identity)]);
        double[,] x = { { 0.5 * inputs, -1 * inputs } };
        double[,] t = { { 0.9 * targets } };

        GradientCheck check = GradientCheck.Run(network, new(Loss.MeanSquaredError), x, t, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(check.MaxRelativeError, 0, 1e-8);
    }

    [Fact]
    public void Perfect_fit_agrees()
    {
        ReferenceNetwork network = new([new(new[,] { { 0.3 }, { -0.7 } }, [0.1], Activation.Identity)]);
        double[,] t = { { (0.3 * 0.5) + 0.7 + 0.1 }, { (0.3 * 1.5) - (0.7 * 0.25) + 0.1 } };
        GradientCheck check = GradientCheck.Run(network, new(Loss.SquaredError), X, t, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(check.MaxRelativeError, 0, 1e-8);
    }

    [Fact]
    public void Elements_on_a_kink_are_counted_and_left_out()
    {
        // z = (0, 0.5): the first unit sits on the kink of relu, so its two weights, its bias and, through it, x cannot be checked.
        ReferenceNetwork network = new([
            new(new[,] { { 1.0, 0.5 } }, [-1, 0], Activation.ReLU),
            new(new[,] { { 0.6 }, { 0.9 } }, [0.05], Activation.Identity)]);
        GradientCheck check = GradientCheck.Run(
            network, new(Loss.SquaredError), new double[,] { { 1 } }, new double[,] { { 1 } }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(3, check.Kinks);
        Assert.Equal(7, check.Parameters);
        Assert.Equal(1, check.Inputs);
        Assert.Equal(GradientVerdict.Agrees, check.Verdict);
    }

    [Fact]
    public void Kink_of_the_loss_is_recognised_too()
    {
        ReferenceNetwork network = new([new(new double[,] { { 2 } }, null, Activation.Identity)]);
        GradientCheck check = GradientCheck.Run(
            network, new(Loss.MeanAbsoluteError), new double[,] { { 1 } }, new double[,] { { 2 } }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, check.Kinks);
        Assert.Equal(GradientVerdict.NotComparable, check.Verdict);
        Assert.True(double.IsNaN(check.MaxRelativeError));
    }

    [Fact]
    public void Rounding_that_hides_the_derivative_is_no_disagreement()
    {
        // a = σ(33) is 42 units of 2⁻⁵³ below 1, so that ln(1 − a) moves in visible jumps.
        ReferenceNetwork network = new([new(new double[,] { { 33 } }, [0], Activation.Sigmoid)]);
        GradientCheck check = GradientCheck.Run(
            network, new(Loss.BinaryCrossEntropy), new double[,] { { 1 } }, new double[,] { { 0 } }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(3, check.Unresolved);

        // The fused form computes the same loss without the rounding.
        network = new([new(new double[,] { { 33 } }, [0], Activation.Identity)]);
        check = GradientCheck.Run(
            network, new(Loss.SigmoidBinaryCrossEntropy), new double[,] { { 1 } }, new double[,] { { 0 } }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, check.Unresolved);
        Assert.Equal(GradientVerdict.Agrees, check.Verdict);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3)]
    [InlineData(20)]
    public void Right_gradients_of_saturated_and_kinked_networks_raise_no_alarm(double scale)
    {
        Random random = new(7);
        foreach (string name in Activation.Names)
        {
            ReferenceNetwork network = new([
                new(Numbers(3, 6), null, Activation.Parse(name)), new(Numbers(6, 5), null, Activation.Parse(name)), new(Numbers(5, 2), null, Activation.Sigmoid)]);
            double[,] t = { { 0, 1 }, { 0.3, 0 }, { 1, 1 }, { 0.9, 0.5 } };

            GradientCheck check = GradientCheck.Run(network, new(Loss.BinaryCrossEntropy), Numbers(4, 3), t, cancellationToken: TestContext.Current.CancellationToken);

            Assert.True(check.Verdict is GradientVerdict.Agrees or GradientVerdict.NotComparable, $"{name}: {check}");
        }

        double[,] Numbers(int rows, int columns)
        {
            double[,] numbers = new double[rows, columns];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                    numbers[i, j] = scale * ((2 * random.NextDouble()) - 1);
            }

            return numbers;
        }
    }

    [Fact]
    public void Kink_that_is_near_but_not_there_makes_the_step_smaller()
    {
        ReferenceNetwork network = new([new(new[,] { { 1e-4 } }, null, Activation.ReLU)]);
        GradientCheck check = GradientCheck.Run(
            network, new(Loss.SquaredError), new double[,] { { 1 } }, new double[,] { { 1 } }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0, check.Kinks);
        Assert.InRange(check.MaxRelativeError, 0, 1e-8);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-8)]
    [InlineData(1e-12)]
    public void Prediction_close_to_where_the_loss_ends_is_checked_with_a_step_that_stays_inside(double prediction)
    {
        ReferenceNetwork network = new([new(new[,] { { prediction } }, null, Activation.Identity)]);
        GradientCheck check = GradientCheck.Run(
            network, new(Loss.CrossEntropy), new double[,] { { 1 } }, new double[,] { { 1 } }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0, check.Kinks);
        Assert.InRange(check.MaxRelativeError, 0, 1e-7);
    }

    [Fact]
    public void Loss_that_is_not_finite_cannot_be_checked()
    {
        ReferenceNetwork network = new([new(new double[,] { { -1 } }, null, Activation.Identity)]);
        GradientCheck check = GradientCheck.Run(
            network, new(Loss.CrossEntropy), new double[,] { { 1 } }, new double[,] { { 1 } }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(double.IsNaN(check.MaxRelativeError));
        Assert.Equal(GradientVerdict.NotComparable, check.Verdict);
        Assert.Equal(1, check.Parameters);
    }

    [Fact]
    public void Every_gradient_has_its_own_count()
    {
        GradientCheck check = GradientCheck.Run(Smooth, new(Loss.SquaredError), X, T, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            [("dW[1]", 2, 3, 6), ("db[1]", 1, 3, 3), ("dW[2]", 3, 1, 3), ("db[2]", 1, 1, 1), ("dX", 2, 2, 4)],
            check.Tensors.Select(tensor => (tensor.Gradient, tensor.Rows, tensor.Columns, tensor.Elements)));
    }

    [Fact]
    public void Cancellation_is_heard() => Assert.Throws<OperationCanceledException>(
        () => GradientCheck.Run(Smooth, new(Loss.SquaredError), X, T, cancellationToken: new CancellationToken(canceled: true)));
}
