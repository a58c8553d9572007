using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

/// <summary>
/// One weight w = 1, input 1, target 0, identity, squared error: L = ½w² and so g = w, which makes every step easy to follow.
/// </summary>
public class ReferenceOptimizerTests
{
    [Fact]
    public void Gradient_descent_by_hand()
    {
        // w ← w − 0.1·w = 0.9·w.
        AssertSteps(new ReferenceSgd(), [0.9, 0.81, 0.729]);
    }

    [Fact]
    public void Momentum_by_hand()
    {
        // v = 1,                    w = 1 − 0.1      = 0.9
        // v = 0.9·1 + 0.9 = 1.8,    w = 0.9 − 0.18   = 0.72
        // v = 0.9·1.8 + 0.72 = 2.34, w = 0.72 − 0.234 = 0.486
        AssertSteps(new ReferenceSgd { Momentum = 0.9 }, [0.9, 0.72, 0.486]);
    }

    [Fact]
    public void Nesterov_by_hand()
    {
        // v = 1,                     w = 1 − 0.1·(1 + 0.9·1)          = 0.81
        // v = 0.9·1 + 0.81 = 1.71,   w = 0.81 − 0.1·(0.81 + 0.9·1.71) = 0.81 − 0.2349 = 0.5751
        // v = 0.9·1.71 + 0.5751 = 2.1141, w = 0.5751 − 0.1·(0.5751 + 1.90269) = 0.327321
        AssertSteps(new ReferenceSgd { Momentum = 0.9, Nesterov = true }, [0.81, 0.5751, 0.327321]);
    }

    [Fact]
    public void Adam_by_hand()
    {
        // With β₁ = β₂ = ½ and ε = 0:
        // g = 1:   m = 0.5,  v = 0.5;   m̂ = 0.5/0.5 = 1,      v̂ = 0.5/0.5 = 1;        w = 1 − 0.1·1/1 = 0.9
        // g = 0.9: m = 0.7,  v = 0.655; m̂ = 0.7/0.75 = 14/15, v̂ = 0.655/0.75 = 131/150
        //          w = 0.9 − 0.1·(14/15)/√(131/150)
        double second = 0.9 - (0.1 * (14.0 / 15) / Math.Sqrt(131.0 / 150));
        AssertSteps(new ReferenceAdam { Beta1 = 0.5, Beta2 = 0.5, Epsilon = 0 }, [0.9, second]);

        // ε is added to the root, outside it: w = 1 − 0.1·1/(1 + 1).
        AssertSteps(new ReferenceAdam { Epsilon = 1 }, [0.95]);
    }

    [Fact]
    public void Adam_with_the_usual_constants_by_hand()
    {
        // g = 1:   m = 0.1,  v = 0.001;    m̂ = 1,         v̂ = 1;                 w = 1 − 0.1/(1 + 1e-8)
        // g = w:   m = 0.09 + 0.1·w, v = 0.000999 + 0.001·w²; m̂ = m/0.19, v̂ = v/0.001999
        double first = 1 - (0.1 / (1 + 1e-8));
        double second = first - (0.1 * ((0.09 + (0.1 * first)) / 0.19) / (Math.Sqrt((0.000999 + (0.001 * first * first)) / 0.001999) + 1e-8));
        AssertSteps(new ReferenceAdam(), [first, second]);
    }

    [Fact]
    public void Weight_decay_of_adam_is_part_of_the_gradient()
    {
        // λ = ½: g = 1 + 0.5 = 1.5, and the first step of Adam is η whatever g is: 0.9. With ε = 1.5: w = 1 − 0.1·1.5/3 = 0.95.
        AssertSteps(new ReferenceAdam { WeightDecay = 0.5, Epsilon = 0 }, [0.9]);
        AssertSteps(new ReferenceAdam { WeightDecay = 0.5, Epsilon = 1.5 }, [0.95]);
    }

    [Fact]
    public void Weight_decay_of_adamw_shrinks_the_weight_first()
    {
        // λ = ½: w = 1·(1 − 0.1·0.5) = 0.95, then Adam's first step with the gradient at the old w: 0.85.
        AssertSteps(new ReferenceAdam(Decoupled: true) { WeightDecay = 0.5, Epsilon = 0 }, [0.85]);
        Assert.Equal(0.01, new ReferenceAdam(Decoupled: true).WeightDecay);
        Assert.Equal(0, new ReferenceAdam().WeightDecay);
    }

    [Fact]
    public void Gradients_of_a_step_are_those_before_the_step()
    {
        // Two layers w = u = 1: L = ½(wu)², dw = wu·u = 1 and du = 1. Both become 0.5; with the new u, w would be 1 − 0.5·0.25.
        ReferenceNetwork network = new([new(new double[,] { { 1 } }, null, Activation.Identity), new(new double[,] { { 1 } }, null, Activation.Identity)]);
        (ReferenceNetwork trained, double loss) = new ReferenceUpdate(new ReferenceSgd(), 0.5, 1).Train(
            network, new(Loss.SquaredError), new double[,] { { 1 } }, new double[,] { { 0 } }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0.5, trained.Layers[0].Weights[0, 0]);
        Assert.Equal(0.5, trained.Layers[1].Weights[0, 0]);
        Assert.Equal(0.5 * 0.0625, loss);
        Assert.Equal(1, network.Layers[0].Weights[0, 0]);
    }

    [Fact]
    public void Biases_are_trained_like_weights()
    {
        // z = w + b = 2, g = 2 for both; AdamW without ε takes 0.05 by the decay and 0.1 by the step from each.
        ReferenceNetwork network = new([new(new double[,] { { 1 } }, [1], Activation.Identity)]);
        (ReferenceNetwork trained, _) = new ReferenceUpdate(new ReferenceAdam(Decoupled: true) { WeightDecay = 0.5, Epsilon = 0 }, 0.1, 1).Train(
            network, new(Loss.SquaredError), new double[,] { { 1 } }, new double[,] { { 0 } }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0.85, trained.Layers[0].Weights[0, 0], 1e-15);
        Assert.Equal(0.85, trained.Layers[0].Biases![0], 1e-15);
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Momentum", () => new ReferenceSgd { Momentum = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("Beta1", () => new ReferenceAdam { Beta1 = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>("Beta2", () => new ReferenceAdam { Beta2 = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>("Epsilon", () => new ReferenceAdam { Epsilon = double.PositiveInfinity });
        Assert.Throws<ArgumentOutOfRangeException>("WeightDecay", () => new ReferenceAdam { WeightDecay = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new ReferenceUpdate(new ReferenceSgd(), double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new ReferenceUpdate(new ReferenceSgd(), 0.1, -1));
    }

    // Every prefix of the steps, with η = 0.1.
    private static void AssertSteps(ReferenceOptimizer optimizer, double[] expected)
    {
        ReferenceNetwork network = new([new(new double[,] { { 1 } }, null, Activation.Identity)]);
        for (int steps = 0; steps <= expected.Length; steps++)
        {
            (ReferenceNetwork trained, double loss) = new ReferenceUpdate(optimizer, 0.1, steps).Train(
                network, new(Loss.SquaredError), new double[,] { { 1 } }, new double[,] { { 0 } }, cancellationToken: TestContext.Current.CancellationToken);
            double w = steps == 0 ? 1 : expected[steps - 1];
            Assert.Equal(w, trained.Layers[0].Weights[0, 0], 1e-15);
            Assert.Equal(0.5 * w * w, loss, 1e-15);
        }
    }
}
