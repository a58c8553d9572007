using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

public class NeuralTangentTests
{
    private const int Inputs = 5;
    private const float BiasFactor = 0.3f;

    [Theory]
    [InlineData("sgd", 0)]
    [InlineData("sgd", 0.3f)]
    [InlineData("adam", 0)]
    [InlineData("adam", 0.3f)]
    [InlineData("adamw", 0.01f)]
    [InlineData("adamw", 0.3f)]
    public void Training_with_the_factors_is_training_in_the_parametrisation(string name, float decay)
    {
        // A decay λ that is added to the gradient of W counts as λ/n to that of W̃.
        Optimizer optimizer = Optimizer.Create(name) with { LearningRate = 0.05f, WeightDecay = decay };
        double added = optimizer is AdamW ? 0 : decay;
        var network = Network.Build(Inputs, 7, Layer.Dense(1, initializer: Initializer.NeuralTangent));
        var trainer = new Trainer(network, Loss.SquaredError, optimizer) { RateFactors = NeuralTangent.RateFactors(network, optimizer, BiasFactor) };
        var random = new Random(3);
        float[] x = [.. Enumerable.Range(0, Inputs).Select(_ => (float)random.NextDouble())];
        double[] tangent = [.. Enumerable.Range(0, Inputs).Select(i => network.Layout.Weights(0).Row(network.Parameters, i)[0] * Math.Sqrt(Inputs))];
        double bias = network.Layout.Biases(0)!.Row(network.Parameters, 0)[0];
        var learner = new Learner(optimizer, Inputs + 1);

        for (int step = 1; step <= 20; step++)
        {
            // z = x·W̃/√n + b and L = ½(z − t)², written in W̃ and in double precision.
            double z = bias, t = Math.Sin(step);
            for (int i = 0; i < Inputs; i++)
                z += x[i] * tangent[i] / Math.Sqrt(Inputs);
            for (int i = 0; i < Inputs; i++)
                tangent[i] = learner.Update(i, tangent[i], ((z - t) * x[i] / Math.Sqrt(Inputs)) + (added / Inputs * tangent[i]), 1, step);
            bias = learner.Update(Inputs, bias, z - t + (added * bias), BiasFactor, step);
            trainer.Step(x, [(float)t]);
        }

        for (int i = 0; i < Inputs; i++)
            Assert.Equal(tangent[i] / Math.Sqrt(Inputs), network.Layout.Weights(0).Row(network.Parameters, i)[0], 2e-6);
        Assert.Equal(bias, network.Layout.Biases(0)!.Row(network.Parameters, 0)[0], 2e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_tensor_with_factor_zero_stays_and_one_is_the_usual_rate(int rows)
    {
        Network frozen = Network.Build(2, 1, Layer.Dense(4, Activation.Tanh), Layer.Dense(3, Activation.Softmax));
        Network usual = frozen.Clone();
        Network before = frozen.Clone();
        float[] features = Problems.Clouds(rows).Features.ToArray();
        int[] labels = Problems.Clouds(rows).Labels.ToArray();
        new Trainer(frozen, Loss.CrossEntropy, new AdamW()) { RateFactors = [0, 1, 1, 1] }.Step(features, labels);
        new Trainer(usual, Loss.CrossEntropy, new AdamW()).Step(features, labels);
        Assert.Equal(frozen.Layout.Weights(0).In(before.Parameters), frozen.Layout.Weights(0).In(frozen.Parameters));
        int rest = frozen.Layout.Biases(0)!.Offset;
        Assert.Equal(usual.Parameters[rest..], frozen.Parameters[rest..]);
        Assert.NotEqual(before.Parameters[rest..].ToArray(), frozen.Parameters[rest..].ToArray());
    }

    [Fact]
    public void Factors_that_cannot_be_are_refused()
    {
        Network network = Network.Build(2, 1, Layer.Dense(3, Activation.Softmax));
        Trainer With(float[] factors) => new(network, Loss.CrossEntropy, new Adam()) { RateFactors = factors };
        Assert.Contains("the network has 2 tensors", Assert.Throws<ArgumentException>(() => With([1])).Message);
        Assert.Contains("is -1", Assert.Throws<ArgumentException>(() => With([1, -1])).Message);
        Assert.Contains("is NaN", Assert.Throws<ArgumentException>(() => With([float.NaN, 1])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => NeuralTangent.RateFactors(network, new Adam(), -1));
    }

    /// <summary>Plain gradient descent and Adam on one number at a time.</summary>
    private sealed class Learner(Optimizer optimizer, int count)
    {
        private readonly double[] _first = new double[count];
        private readonly double[] _second = new double[count];

        public double Update(int index, double value, double gradient, double factor, int step)
        {
            double rate = optimizer.LearningRate * factor;
            if (optimizer is not AdaptiveMoments adam)
                return value - (rate * gradient);
            ref double m = ref _first[index], v = ref _second[index];
            m = (adam.Beta1 * m) + ((1 - adam.Beta1) * gradient);
            v = (adam.Beta2 * v) + ((1 - adam.Beta2) * gradient * gradient);
            double corrected = m / (1 - Math.Pow(adam.Beta1, step)), root = Math.Sqrt(v / (1 - Math.Pow(adam.Beta2, step)));
            return (value * (1 - (optimizer is AdamW ? optimizer.LearningRate * adam.WeightDecay : 0))) - (rate * corrected / (root + adam.Epsilon));
        }
    }
}
