using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

public class DropoutTests
{
    [Fact]
    public void Predictions_and_plain_passes_are_without_dropout()
    {
        Network with = Build(0.5f), without = Build(0);
        Dataset data = Problems.Clouds(30);
        Assert.Equal(without.Predict(data.Features.Span), with.Predict(data.Features.Span));
        Backpropagation a = new(without, Loss.CrossEntropy, 30), b = new(with, Loss.CrossEntropy, 30);
        Assert.Equal(a.Run(data.Features.Span, data.Labels.Span), b.Run(data.Features.Span, data.Labels.Span));
        Assert.Equal(a.Gradients.ToArray(), b.Gradients.ToArray());
    }

    [Theory]
    [InlineData(0.5f, 1)]
    [InlineData(0.5f, 0.75)]
    [InlineData(0.8f, 0.5)]
    public void The_gradient_is_that_of_the_network_without_the_dropped_units(float dropout, double factor)
    {
        // One row, so that dropping a unit is deleting it and scaling the others by 1/(1 − p), which a network without dropout can
        // do with its weights: a ∘ mask·W = a·(mask ∘ W). A schedule makes p of the layer's dropout.
        float scale = (float)(1 / (1 - (dropout * factor)));
        Network network = Build(dropout);
        var pass = new Backpropagation(network, Loss.CrossEntropy, 1);
        pass.Load([0.3f, -0.8f], [1]);
        BatchResult result = pass.Run(new PassOptions { Dropout = factor, Seed = 9, Step = 4 }, team: null);
        float[] gradients = pass.Gradients.ToArray();
        ParameterTensor weights = network.Layout.Weights(1), below = network.Layout.Weights(0);

        // A dropped unit sends nothing up, so the gradient of its outgoing weights is 0.
        bool[] kept = [.. Enumerable.Range(0, 16).Select(unit => weights.Row(gradients.AsSpan(), unit).ContainsAnyExcept(0))];
        Assert.InRange(kept.Count(isKept => isKept), 3, 13);
        Network masked = network.Clone();
        for (int unit = 0; unit < 16; unit++)
        {
            foreach (ref float w in weights.Row(masked.Parameters, unit))
                w *= kept[unit] ? scale : 0;
        }

        var plain = new Backpropagation(masked, Loss.CrossEntropy, 1);
        Assert.Equal(plain.Run([0.3f, -0.8f], [1]).Loss, result.Loss, 1e-6);
        AssertNear(below.In(plain.Gradients), below.In(gradients.AsSpan()));
        for (int unit = 0; unit < 16; unit++)
        {
            // d(mask·w) = dw/mask.
            float[] expected = [.. weights.Row((ReadOnlySpan<float>)plain.Gradients, unit).ToArray().Select(dw => kept[unit] ? scale * dw : 0)];
            AssertNear(expected, weights.Row(gradients.AsSpan(), unit));
        }

        static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
        {
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], actual[i], 1e-6f);
        }
    }

    [Fact]
    public void A_pass_with_a_share_of_the_dropout_is_one_of_layers_with_that_dropout()
    {
        Network half = Build(0.5f), quarter = Build(0.25f);
        Assert.Equal(Pass(quarter, 1), Pass(half, 0.5));
        Assert.NotEqual(Pass(half, 1), Pass(half, 0.5));
    }

    [Fact]
    public void A_pass_without_a_share_of_the_dropout_is_one_without_dropout()
    {
        // After a pass with dropout, whose masks are still there.
        Network network = Build(0.5f);
        Dataset data = Problems.Clouds(30);
        var pass = new Backpropagation(network, Loss.CrossEntropy, 30);
        pass.Load(data.Features.Span, data.Labels.Span);
        pass.Run(new PassOptions { Dropout = 1, Seed = 9 }, team: null);
        pass.Run(new PassOptions { Dropout = 0, Seed = 9 }, team: null);
        Assert.Equal(Pass(Build(0), 1), pass.Gradients.ToArray());
    }

    [Fact]
    public void A_unit_that_is_dropped_at_a_low_probability_is_dropped_at_a_higher_one()
    {
        bool[] Kept(double factor)
        {
            Network network = Build(0.9f);
            var pass = new Backpropagation(network, Loss.CrossEntropy, 1);
            pass.Load([0.3f, -0.8f], [1]);
            pass.Run(new PassOptions { Dropout = factor, Seed = 9, Step = 4 }, team: null);
            return [.. Enumerable.Range(0, 16).Select(unit => network.Layout.Weights(1).Row((ReadOnlySpan<float>)pass.Gradients, unit).ContainsAnyExcept(0))];
        }

        bool[] before = Kept(0);
        Assert.DoesNotContain(false, before);
        foreach (double factor in (double[])[0.25, 0.5, 0.75, 1])
        {
            bool[] kept = Kept(factor);
            Assert.All(kept.Index().Where(unit => unit.Item), unit => Assert.True(before[unit.Index]));
            before = kept;
        }

        Assert.InRange(before.Count(isKept => isKept), 0, 8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_training_drops_by_its_schedule(int accumulate)
    {
        // Four batches of ten rows in each of three epochs; t is the share of the batches before those that share an update.
        Dataset data = Problems.Clouds(40);
        TrainingOptions options = new() { Epochs = 3, BatchSize = 10, Accumulate = accumulate, Shuffle = false, Seed = 7, DropoutSchedule = Schedule.FlatCosine };
        Network scheduled = Build(0.5f), constant = Build(0.5f), byHand = Build(0.5f);
        new Trainer(scheduled, Loss.CrossEntropy, new Adam()).Train(data, options);
        new Trainer(constant, Loss.CrossEntropy, new Adam()).Train(data, options with { DropoutSchedule = Schedule.Constant });
        var trainer = new Trainer(byHand, Loss.CrossEntropy, new Adam());
        Backpropagation pass = trainer.PassFor(10);
        for (int batch = 0; batch < 12; batch++)
        {
            int position = batch % accumulate;
            double t = (batch - position) / 12.0;
            pass.Load(data.Features.Span.Slice(batch % 4 * 20, 20), data.Labels.Span.Slice(batch % 4 * 10, 10));
            var how = new PassOptions
            {
                Accumulate = position > 0,
                GradientScale = 1.0 / accumulate,
                Dropout = Schedule.FlatCosine.Factor(0, 3, t),
                Seed = 7,
                Step = batch,
            };
            trainer.Advance(pass, how, new UpdateStep(1e-3f, trainer.Steps + 1), updates: position == accumulate - 1, team: null);
        }

        Assert.Equal(byHand.ParametersSha256(), scheduled.ParametersSha256());
        Assert.NotEqual(constant.ParametersSha256(), scheduled.ParametersSha256());
    }

    [Fact]
    public void A_unit_is_dropped_with_the_probability_of_its_layer()
    {
        // Rows × units draws of p = 0.3 have the standard error √(p(1 − p)/N); five of them, over many steps and layers.
        const float P = 0.3f;
        Network network = Network.Build(1, 1, Layer.Dense(50, Activation.Sigmoid, dropout: P), Layer.Dense(1));
        var pass = new Backpropagation(network, Loss.SquaredError, 1);
        int dropped = 0;
        const int Steps = 400;
        for (int step = 0; step < Steps; step++)
        {
            pass.Load([1f], [100f]);
            pass.Run(new PassOptions { Dropout = 1, Step = step }, team: null);
            for (int unit = 0; unit < 50; unit++)
                dropped += network.Layout.Weights(1).Row((ReadOnlySpan<float>)pass.Gradients, unit)[0] == 0 ? 1 : 0;
        }

        Assert.Equal(P, (double)dropped / (50 * Steps), 5 * Math.Sqrt(P * (1 - P) / (50 * Steps)));
    }

    [Fact]
    public void Masks_depend_on_seed_step_and_layer_only()
    {
        float[] Gradients(ulong seed, long step, int threads)
        {
            // Large enough for threads.
            Network network = Network.Build(20, 1, Layer.Dense(200, Activation.Tanh, dropout: 0.5f), Layer.Dense(100, Activation.Tanh, dropout: 0.2f), Layer.Dense(3, Activation.Softmax));
            Dataset data = Problems.Clouds(64, inputs: 20);
            var pass = new Backpropagation(network, Loss.CrossEntropy, 64, threads);
            pass.Load(data.Features.Span, data.Labels.Span);
            var team = pass.RentTeam();
            Assert.Equal(threads > 1, team is not null);
            pass.Run(new PassOptions { Dropout = 1, Seed = seed, Step = step }, team);
            team?.Return();
            return pass.Gradients.ToArray();
        }

        float[] one = Gradients(1, 1, 1);
        Assert.Equal(one, Gradients(1, 1, 3));
        Assert.NotEqual(one, Gradients(2, 1, 1));
        Assert.NotEqual(one, Gradients(1, 2, 1));
    }

    [Fact]
    public void The_output_layer_cannot_have_dropout() =>
        Assert.Contains(
            "Give dropout to hidden layers only",
            Assert.Throws<ArgumentException>(() => Network.Build(2, 1, Layer.Dense(3, Activation.Tanh, dropout: 0.5f), Layer.Dense(2, dropout: 0.1f))).Message);

    [Theory]
    [InlineData(1f)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void A_probability_outside_0_to_1_is_refused(float p) =>
        Assert.Throws<ArgumentOutOfRangeException>("Dropout", () => Layer.Dense(1, dropout: p));

    private static float[] Pass(Network network, double dropout)
    {
        Dataset data = Problems.Clouds(30);
        var pass = new Backpropagation(network, Loss.CrossEntropy, 30);
        pass.Load(data.Features.Span, data.Labels.Span);
        pass.Run(new PassOptions { Dropout = dropout, Seed = 9, Step = 4 }, team: null);
        return pass.Gradients.ToArray();
    }

    private static Network Build(float dropout) =>
        Network.Build(2, 5, Layer.Dense(16, Activation.Tanh, dropout: dropout), Layer.Dense(3, Activation.Softmax));
}
