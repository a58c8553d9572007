using CsCheck;
using Descent.Evaluation;
using Descent.Networks;
using Descent.Tests.Data;
using Xunit;

namespace Descent.Tests.Evaluation.Uncertainty;

public class TemperatureScalingTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.7)]
    [InlineData(10)]
    public void Tempered_probabilities_are_the_softmax_of_the_logits_over_T(double temperature)
    {
        double[] z = [2, -1, 0.5, 3.25];
        float[] p = Softmax(z, 1);
        TemperatureScaling.Apply(p, 4, temperature);
        // p is rounded to float32 before, ln p by 6e-8, which 1/T multiplies, and after.
        Assert.All(Softmax(z, temperature).Zip(p), pair => Assert.Equal(pair.First, pair.Second, 4e-7));
    }

    [Fact]
    public void Two_classes_are_the_sigmoid_over_T()
    {
        float[] p = [1 - Sigmoid(1.5), Sigmoid(1.5)];
        TemperatureScaling.Apply(p, 2, 3);
        Assert.Equal(Sigmoid(0.5), p[1], 1e-7);
    }

    [Fact]
    public void A_temperature_of_1_leaves_every_bit()
    {
        float[] p = [0.1f, 0.2f, 0.7f, float.Epsilon, 1, 0];
        float[] before = [.. p];
        TemperatureScaling.Apply(p, 3, 1);
        Assert.Equal(before, p);
    }

    [Fact]
    public void Zero_stays_zero_and_certainty_stays_certain()
    {
        float[] p = [0, 1, 0];
        TemperatureScaling.Apply(p, 3, 7);
        Assert.Equal([0f, 1f, 0f], p);
    }

    [Fact]
    public void The_predicted_class_the_order_and_the_sum_stay() => Samples.Check(
        Gen.Select(Gen.Int[2, 6], Gen.Double[TemperatureScaling.Least, TemperatureScaling.Most], Gen.Int[0, 1000].Array[6], Gen.Int[-3, 3].Array[6]),
        sample =>
        {
            // Neighbouring floats around equal shares: those that a division by T turns into equal ones.
            (int classes, double temperature, int[] weights, int[] ulps) = sample;
            float sum = weights.Take(classes).Sum() + classes, equal = 1f / classes;
            foreach (float[] p in new[]
            {
                [.. weights.Take(classes).Select(weight => (weight + 1) / sum)],
                ulps.Take(classes).Select(steps => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(equal) + steps)).ToArray(),
            })
            {
                float[] before = [.. p];
                TemperatureScaling.Apply(p, classes, temperature);
                Assert.Equal(PredictedClass.Of(before), PredictedClass.Of(p));
                Assert.Equal(1, p.Sum(), 1e-6);
                for (int i = 0; i < classes; i++)
                {
                    for (int j = 0; j < classes; j++)
                        Assert.True(before[i] <= before[j] || p[i] >= p[j], $"{string.Join(' ', before)} became {string.Join(' ', p)}");
                }
            }
        });

    private static float Sigmoid(double z) => (float)(1 / (1 + Math.Exp(-z)));

    private static float[] Softmax(double[] z, double temperature)
    {
        double[] e = Array.ConvertAll(z, value => Math.Exp(value / temperature));
        return Array.ConvertAll(e, value => (float)(value / e.Sum()));
    }
}
