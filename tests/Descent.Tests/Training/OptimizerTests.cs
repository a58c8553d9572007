using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>
/// One weight w = 1, input 1, target 0, identity, squared error: L = ½w² and so g = w, which makes every step easy to follow.
/// All hyperparameters are sums of few powers of two, so that the expected numbers are exact up to the last rounding.
/// </summary>
public class OptimizerTests
{
    // A few roundings of float32 at numbers up to 1: unit roundoff 6e-8.
    private const float Tolerance = 3e-7f;

    [Fact]
    public void Gradient_descent_by_hand()
    {
        // w ← w − ¼·w = ¾·w.
        AssertSteps(new Sgd { LearningRate = 0.25f }, [0.75, 0.5625, 0.421875]);
    }

    [Fact]
    public void Weight_decay_of_gradient_descent_by_hand()
    {
        // g = w + ½·w, so w ← w − ¼·1.5·w = 0.625·w.
        AssertSteps(new Sgd { LearningRate = 0.25f, WeightDecay = 0.5f }, [0.625, 0.390625]);
    }

    [Fact]
    public void Momentum_by_hand()
    {
        // v = 1,                       w = 1 − ¼            = 0.75
        // v = ½·1 + 0.75 = 1.25,       w = 0.75 − 0.3125    = 0.4375
        // v = ½·1.25 + 0.4375 = 1.0625, w = 0.4375 − 0.265625 = 0.171875
        AssertSteps(new Sgd { LearningRate = 0.25f, Momentum = 0.5f }, [0.75, 0.4375, 0.171875]);
    }

    [Fact]
    public void Momentum_with_weight_decay_by_hand()
    {
        // g = 1.5: v = 1.5,                     w = 1 − 0.375 = 0.625
        // g = 0.9375: v = 0.75 + 0.9375 = 1.6875, w = 0.625 − 0.421875 = 0.203125
        AssertSteps(new Sgd { LearningRate = 0.25f, Momentum = 0.5f, WeightDecay = 0.5f }, [0.625, 0.203125]);
    }

    [Fact]
    public void Nesterov_by_hand()
    {
        // v = 1,                     w = 1 − ¼·(1 + ½·1)               = 0.625
        // v = ½·1 + 0.625 = 1.125,   w = 0.625 − ¼·(0.625 + ½·1.125)   = 0.328125
        AssertSteps(new Sgd { LearningRate = 0.25f, Momentum = 0.5f, Nesterov = true }, [0.625, 0.328125]);
    }

    [Fact]
    public void Nesterov_without_momentum_changes_nothing() =>
        AssertSteps(new Sgd { LearningRate = 0.25f, Nesterov = true }, [0.75, 0.5625]);

    [Fact]
    public void Adam_by_hand()
    {
        // With β₁ = β₂ = ½ and ε = 2⁻²⁰, which is lost beside 1:
        // g = 1:   m = 0.5, v = 0.5;             m̂ = 1,  v̂ = 1;   w = 1 − ⅛ = 0.875
        // g = 0.875: m = 0.6875, v = 0.6328125;  m̂ = m/0.75, v̂ = v/0.75; w = 0.875 − ⅛·m̂/√v̂
        double second = 0.875 - (0.125 * (0.6875 / 0.75) / Math.Sqrt(0.6328125 / 0.75));
        AssertSteps(new Adam { LearningRate = 0.125f, Beta1 = 0.5f, Beta2 = 0.5f, Epsilon = 1f / (1 << 26) }, [0.875, second]);

        // ε is added to the root, outside it: w = 1 − ¼·1/(1 + 1).
        AssertSteps(new Adam { LearningRate = 0.25f, Epsilon = 1 }, [0.875]);
    }

    [Fact]
    public void First_step_of_adam_is_the_learning_rate_whatever_the_scale()
    {
        // m̂/√v̂ = g/|g| after one step.
        foreach (float scale in (float[])[1e-3f, 1, 1e3f])
        {
            Network network = OneWeight();
            network.Parameters[0] = scale;
            new Trainer(network, Loss.SquaredError, new Adam { LearningRate = 0.125f * scale }).Step([1f], [0f]);
            Assert.Equal(0.875f * scale, network.Parameters[0], 1e-4f * scale);
        }
    }

    [Fact]
    public void Weight_decay_of_adam_is_part_of_the_gradient()
    {
        // Whatever is added to a positive g, the first step is η: λ·w only shows through ε = 1: g = 1.5, w = 1 − ¼·1.5/(1.5 + 1).
        AssertSteps(new Adam { LearningRate = 0.25f, WeightDecay = 0.5f, Epsilon = 1 }, [0.85]);
    }

    [Fact]
    public void Weight_decay_of_adamw_is_apart_from_the_gradient()
    {
        // First w = 1·(1 − ¼·½) = 0.875, then the step of Adam with the gradient at w = 1: 0.875 − ¼.
        AssertSteps(new AdamW { LearningRate = 0.25f, WeightDecay = 0.5f, Epsilon = 1f / (1 << 26) }, [0.625]);
    }

    [Fact]
    public void Biases_are_trained_like_weights()
    {
        // z = w·1 + b = 2 with w = b = 1, so both have g = 2; AdamW takes ⅛ by the decay and ¼ by the step from each.
        Network network = Network.Build(1, 0, Layer.Dense(1, initializer: Initializer.Zeros));
        ParameterTensor weights = network.Layout.Weights(0), biases = network.Layout.Biases(0)!;
        weights.Row(network.Parameters, 0)[0] = 1;
        biases.Row(network.Parameters, 0)[0] = 1;
        new Trainer(network, Loss.SquaredError, new AdamW { LearningRate = 0.25f, WeightDecay = 0.5f }).Step([1f], [0f]);
        Assert.Equal(0.625f, weights.Row(network.Parameters, 0)[0], Tolerance);
        Assert.Equal(0.625f, biases.Row(network.Parameters, 0)[0], Tolerance);
    }

    [Fact]
    public void Names_make_the_optimizers_with_their_usual_settings()
    {
        Assert.Equal(["sgd", "adam", "adamw"], Optimizer.Names);
        Assert.All(Optimizer.Names, name => Assert.Equal(name, Optimizer.Create(name).Name));
        Assert.Equal(new Sgd { LearningRate = 0.1f, Momentum = 0, WeightDecay = 0 }, Optimizer.Create("sgd"));
        Assert.Equal(new Adam { LearningRate = 1e-3f, Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f, WeightDecay = 0 }, Optimizer.Create("adam"));
        Assert.Equal(new AdamW { LearningRate = 1e-3f, WeightDecay = 0.01f }, Optimizer.Create("adamw"));
        Assert.Contains("expected one of sgd, adam, adamw", Assert.Throws<FormatException>(() => Optimizer.Create("SGD")).Message);
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Rates_and_decays_outside_their_range_are_refused_by_name(float bad)
    {
        AssertRefused("LearningRate", () => new Sgd { LearningRate = bad });
        AssertRefused("WeightDecay", () => new Sgd { WeightDecay = bad });
        AssertRefused("Momentum", () => new Sgd { Momentum = bad });
        AssertRefused("LearningRate", () => new Adam { LearningRate = bad });
        AssertRefused("Beta1", () => new Adam { Beta1 = bad });
        AssertRefused("Beta2", () => new AdamW { Beta2 = bad });
        AssertRefused("Epsilon", () => new AdamW { Epsilon = bad });
        AssertRefused("WeightDecay", () => new AdamW { WeightDecay = bad });
    }

    [Fact]
    public void Momentum_and_betas_stay_below_one_and_epsilon_above_zero()
    {
        AssertRefused("Momentum", () => new Sgd { Momentum = 1 });
        AssertRefused("Beta1", () => new Adam { Beta1 = 1 });
        AssertRefused("Beta2", () => new Adam { Beta2 = 1 });
        AssertRefused("Epsilon", () => new Adam { Epsilon = 0 });
        Assert.Equal(0, new Sgd { LearningRate = 0 }.LearningRate);
    }

    private static void AssertRefused(string property, Func<Optimizer> make) =>
        Assert.Contains($"{property} is ", Assert.Throws<ArgumentOutOfRangeException>(property, make).Message);

    private static void AssertSteps(Optimizer optimizer, double[] expected)
    {
        Network network = OneWeight();
        var trainer = new Trainer(network, Loss.SquaredError, optimizer);
        double w = 1;
        for (int step = 0; step < expected.Length; step++)
        {
            BatchResult result = trainer.Step([1f], [0f]);
            Assert.Equal(0.5 * w * w, result.Loss, Tolerance);
            w = expected[step];
            Assert.Equal((float)w, network.Parameters[0], Tolerance);
            Assert.Equal(step + 1, trainer.Steps);
        }
    }

    private static Network OneWeight()
    {
        Network network = Network.Build(1, 0, Layer.Dense(1, bias: false));
        network.Parameters[0] = 1;
        return network;
    }
}
