using Descent.Data;
using Descent.Networks;
using Descent.Tests.Training;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Data;

public class TargetTransformTests
{
    private static readonly double[] Numbers = [0, 1e-12, 1e-5, 0.3, 1, 2.5, 17, 4e3, 2e8];

    public static TheoryData<TargetTransform, double> Transforms => new()
    {
        { TargetTransform.Log, 1 },
        { TargetTransform.YeoJohnson, 0 },
        { TargetTransform.YeoJohnson, 0.25 },
        { TargetTransform.YeoJohnson, 1 },
        { TargetTransform.YeoJohnson, 1.5 },
        { TargetTransform.YeoJohnson, 2 },
    };

    /// <summary>The equations as printed. Their powers lose the digits of a small y to the rounding of 1 + y, by 2⁻⁵² at most.</summary>
    [Theory]
    [MemberData(nameof(Transforms))]
    public void A_transform_is_its_equation(TargetTransform transform, double power)
    {
        foreach (double y in Numbers.Concat(Numbers.Select(y => -y)))
        {
            double expected = (transform, y >= 0) switch
            {
                (TargetTransform.Log, _) => Math.Sign(y) * Math.Log(1 + Math.Abs(y)),
                (_, true) => power == 0 ? Math.Log(y + 1) : (Math.Pow(y + 1, power) - 1) / power,
                (_, false) => power == 2 ? -Math.Log(-y + 1) : -(Math.Pow(-y + 1, 2 - power) - 1) / (2 - power),
            };
            double found = TransformedTargets.Of(transform, power, y);
            Assert.True(Math.Abs(found - expected) <= (1e-14 * Math.Abs(expected)) + 1e-15, $"T({y}) is {found}, expected {expected}");
        }
    }

    /// <summary>The inverse is rounded to a float, by 2⁻²⁴ of itself; the logarithm of 2·10⁸ magnifies the rounding of a double by 20 at most.</summary>
    [Theory]
    [MemberData(nameof(Transforms))]
    public void Every_number_comes_back_and_none_overtakes_another(TargetTransform transform, double power)
    {
        double before = double.NegativeInfinity;
        foreach (double y in Numbers.Concat(Numbers.Select(y => -y)).Distinct().Order())
        {
            double t = TransformedTargets.Of(transform, power, y);
            Assert.True(t > before, $"T({y}) is {t}, no more than {before}");
            before = t;
            Assert.Equal(y, TransformedTargets.Inverse(transform, power, t), (Math.Abs(y) * 6e-8) + 1e-45);
        }
    }

    [Theory]
    [MemberData(nameof(Transforms))]
    public void Predictions_far_out_stay_finite(TargetTransform transform, double power)
    {
        var scaler = new TargetScaler([0], [1], transform, transform == TargetTransform.Log ? [] : [(float)power]);
        foreach (float t in (float[])[1e3f, 1e30f, float.MaxValue, float.PositiveInfinity])
        {
            float[] back = [t, -t];
            scaler.Invert(back, back);
            // The square root of 2·1000 where the transform bends away most.
            Assert.InRange(back[0], 40, float.MaxValue);
            Assert.InRange(back[1], float.MinValue, -40);
        }

        float[] nan = [float.NaN];
        scaler.Invert(nan, nan);
        Assert.True(float.IsNaN(nan[0]));
    }

    /// <summary>The likelihood as printed, on a grid of thousandths, with the library's functions.</summary>
    [Fact]
    public void The_power_has_the_largest_likelihood()
    {
        var random = new Random(3);
        double[][] samples =
        [
            [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble() * random.NextDouble() * 9)],
            [.. Enumerable.Range(0, 60).Select(_ => Math.Exp(3 * random.NextDouble()) - 4)],
            [.. Enumerable.Range(0, 60).Select(_ => -random.NextDouble() * random.NextDouble() * 5)],
            [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble() + random.NextDouble() - 1)],
            [.. Enumerable.Range(0, 60).Select(_ => Math.Exp(8 * random.NextDouble()))],
            [1, 4, 9, 16, 25, 36],
        ];
        foreach (double[] y in samples)
        {
            double best = Enumerable.Range(0, 2001).Select(i => i / 1000.0).MaxBy(power => Likelihood(y, power));
            float found = YeoJohnsonFit.Power(y);
            Assert.Equal(best, found, 1e-3);
            Assert.True(Likelihood(y, found) >= Likelihood(y, best) - 1e-9);
        }

        static double Likelihood(double[] y, double power)
        {
            double[] t = [.. y.Select(v => v >= 0
                ? power == 0 ? Math.Log(v + 1) : (Math.Pow(v + 1, power) - 1) / power
                : power == 2 ? -Math.Log(-v + 1) : -(Math.Pow(-v + 1, 2 - power) - 1) / (2 - power))];
            double mean = t.Average();
            return (-0.5 * y.Length * Math.Log(t.Average(v => (v - mean) * (v - mean)))) + ((power - 1) * y.Sum(v => Math.Sign(v) * Math.Log(Math.Abs(v) + 1)));
        }
    }

    [Theory]
    [InlineData(TargetTransform.Log)]
    [InlineData(TargetTransform.YeoJohnson)]
    public void Transformed_targets_have_mean_0_and_deviation_1_and_come_back(TargetTransform transform)
    {
        float[] targets = [.. Skewed(300, 2).Zip(Skewed(300, 5), (a, b) => new[] { a, -b / 3 }).SelectMany(row => row)];
        var data = Dataset.Regression(new float[300], 1, targets, outputs: 2).WithWeights([.. Enumerable.Repeat(2f, 300)]);
        TargetScaler scaler = TargetScaler.Standardize(data, transform);
        Dataset scaled = scaler.Apply(data);
        Assert.Equal(transform, scaler.Transform);
        Assert.Equal(transform == TargetTransform.Log ? 0 : 2, scaler.Powers.Length);
        Assert.True(scaled.HasWeights);
        for (int output = 0; output < 2; output++)
        {
            double[] values = [.. Enumerable.Range(0, 300).Select(row => (double)scaled.Targets.Span[(2 * row) + output])];
            Assert.Equal(0, values.Average(), 1e-6);
            Assert.Equal(1, Math.Sqrt(values.Average(value => value * value)), 1e-6);
        }

        float[] back = new float[600];
        scaler.Invert(scaled.Targets.Span, back);
        // A float t' of up to 5 is rounded by 2⁻²², and an exponential makes a relative error of the deviation times that.
        Assert.All(targets.Zip(back), pair => Assert.Equal(1, pair.Second / pair.First, 2e-6));
    }

    [Fact]
    public void No_transform_is_what_it_was()
    {
        var data = Dataset.Regression(new float[100], 1, Skewed(100, 1));
        TargetScaler plain = TargetScaler.Standardize(data), none = TargetScaler.Standardize(data, TargetTransform.None);
        Assert.Equal(TargetTransform.None, plain.Transform);
        Assert.Equal(plain.Offsets.ToArray(), none.Offsets.ToArray());
        Assert.Equal(plain.Scales.ToArray(), none.Scales.ToArray());
        Assert.Equal(plain.Apply(data).Targets.ToArray(), none.Apply(data).Targets.ToArray());
    }

    [Theory]
    [InlineData(TargetTransform.Log)]
    [InlineData(TargetTransform.YeoJohnson)]
    public void A_constant_target_becomes_0_and_comes_back(TargetTransform transform)
    {
        var data = Dataset.Regression([1, 2], 1, [7, 7]);
        TargetScaler scaler = TargetScaler.Standardize(data, transform);
        float[] targets = scaler.Apply(data).Targets.ToArray();
        scaler.Invert(targets, targets);
        Assert.Equal([1f], scaler.Scales.ToArray());
        Assert.All(targets, target => Assert.Equal(7, target, 1e-5));
    }

    [Fact]
    public void Targets_that_leave_the_range_of_a_float_are_refused_by_name()
    {
        // Skewed to the left, so that λ is above 1: the square of 1e38 is no float.
        var data = Dataset.Regression(new float[4], 1, [1e38f, 9.9e37f, 9.8e37f, 5e37f], targetName: "sum");
        Assert.Contains("The target 'sum' has a mean of", Assert.Throws<ArgumentException>(() => TargetScaler.Standardize(data, TargetTransform.YeoJohnson)).Message, StringComparison.Ordinal);
        Assert.Equal(TargetTransform.Log, TargetScaler.Standardize(data, TargetTransform.Log).Transform);
    }

    [Fact]
    public void Stored_powers_are_checked()
    {
        Refused("There are 0 powers; expected 1 for 1 output and the transform YeoJohnson.", TargetTransform.YeoJohnson);
        Refused("There are 1 powers; expected 0 for 1 output and the transform Log.", TargetTransform.Log, 1);
        Refused("There are 1 powers; expected 0", TargetTransform.None, 1);
        Refused("The power of output 0 is 2.5; expected a number in [0, 2].", TargetTransform.YeoJohnson, 2.5f);
        Refused("The power of output 0 is -0.5; expected", TargetTransform.YeoJohnson, -0.5f);
        Refused("The power of output 0 is NaN; expected", TargetTransform.YeoJohnson, float.NaN);
        Refused("There is no transform 7.", (TargetTransform)7);

        static void Refused(string expected, TargetTransform transform, params float[] powers) => Assert.StartsWith(
            expected, Assert.Throws<ArgumentException>(() => new TargetScaler([0], [1], transform, powers)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transform_is_chosen_for_skewed_targets_from_0_up_and_for_no_others()
    {
        float[] skewed = Skewed(200, 4);
        Assert.Equal(TargetTransform.YeoJohnson, Choice(skewed));
        Assert.Equal(TargetTransform.YeoJohnson, Choice([.. skewed.Select(y => MathF.Round(y))]));
        Assert.Equal(TargetTransform.None, Choice(skewed[..40]));
        Assert.Equal(TargetTransform.None, Choice([.. skewed.Select(y => y - 1)]));
        Assert.Equal(TargetTransform.None, Choice([.. skewed.Select(y => -y)]));

        var random = new Random(1);
        Assert.Equal(TargetTransform.None, Choice([.. Enumerable.Range(0, 200).Select(_ => 100 * random.NextSingle())]));
        Assert.Equal(TargetTransform.None, Choice([.. Enumerable.Range(0, 200).Select(_ => random.NextSingle() + random.NextSingle() + random.NextSingle())]));
        Assert.Equal(TargetTransform.None, Choice([.. Enumerable.Repeat(3f, 200)]));

        // Symmetric but for two outliers, and a heap at 0: nothing that a transform undoes.
        Assert.Equal(TargetTransform.None, Choice([.. Enumerable.Range(0, 198).Select(_ => 100 + random.NextSingle()), 200, 250]));
        Assert.Equal(TargetTransform.None, Choice([.. Enumerable.Range(0, 200).Select(row => row < 180 ? 0f : 1)]));

        // Of two outputs both must call for it.
        Assert.Equal(TargetTransform.YeoJohnson, TargetScaler.ChooseTransform(Dataset.Regression(new float[100], 1, skewed, outputs: 2)));
        Assert.Equal(TargetTransform.None, TargetScaler.ChooseTransform(
            Dataset.Regression(new float[200], 1, [.. skewed.SelectMany(y => new[] { y, random.NextSingle() })], outputs: 2)));

        static TargetTransform Choice(float[] targets) => TargetScaler.ChooseTransform(Dataset.Regression(new float[targets.Length], 1, targets));
    }

    /// <summary>y = e^(3 + 2x₁ + sin 3x₂ + noise): the largest values are hundreds of times the smallest.</summary>
    [Fact]
    public void A_log_normal_target_is_predicted_better_with_the_transform_that_is_chosen()
    {
        Dataset train = LogNormal(300, 1), test = LogNormal(300, 2);
        TargetTransform chosen = TargetScaler.ChooseTransform(train);
        Assert.Equal(TargetTransform.YeoJohnson, chosen);
        (double plainRelative, double plainSquare) = Errors(TargetTransform.None);
        (double relative, double square) = Errors(chosen);
        Assert.True(relative < 0.5 * plainRelative, $"relative error {relative}, without a transform {plainRelative}");
        Assert.True(square < plainSquare, $"root mean square error {square}, without a transform {plainSquare}");

        (double Relative, double Square) Errors(TargetTransform transform)
        {
            TargetScaler scaler = TargetScaler.Standardize(train, transform);
            Network network = Network.Build(2, 3, Layer.Dense(16, Activation.Tanh), Layer.Dense(1));
            new Trainer(network, Loss.MeanSquaredError, new Adam { LearningRate = 0.02f }).Train(scaler.Apply(train), new TrainingOptions { Epochs = 60 });
            float[] predicted = network.Predict(test.Features.Span);
            scaler.Invert(predicted, predicted);
            return (
                predicted.Zip(test.Targets.ToArray()).Average(pair => Math.Abs(pair.First - pair.Second) / pair.Second),
                Math.Sqrt(predicted.Zip(test.Targets.ToArray()).Average(pair => Math.Pow(pair.First - pair.Second, 2))));
        }
    }

    // e^N with a deviation of 1: a skewness of about 6.
    private static float[] Skewed(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => (float)Math.Exp(2 + Normal(random)))];
    }

    private static Dataset LogNormal(int rows, int seed)
    {
        var random = new Random(seed);
        float[] features = [.. Enumerable.Range(0, 2 * rows).Select(_ => (2 * random.NextSingle()) - 1)];
        return Dataset.Regression(features, 2, [.. Enumerable.Range(0, rows).Select(row =>
            (float)Math.Exp(3 + (2 * features[2 * row]) + Math.Sin(3 * features[(2 * row) + 1]) + (0.3 * Normal(random))))]);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
