using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

public class ScheduleTests
{
    [Fact]
    public void Linear_is_equation_23_of_Vege()
    {
        // N = 4: 1 − i/5 for i = 0 … 3 epochs completed. His algorithm updates η at the end of an epoch, so the first runs at η₀.
        Assert.Equal([1, 0.8, 0.6, 0.4], Enumerable.Range(0, 4).Select(i => Schedule.Linear.Factor(i, 4, 0)), Near);
        // N = 1: one epoch, at η₀. N = 1000: the last at 1 − 999/1001 = 2/1001, never 0.
        Assert.Equal(1, Schedule.Linear.Factor(0, 1, 0));
        Assert.Equal(2.0 / 1001, Schedule.Linear.Factor(999, 1000, 0), 1e-15);
    }

    [Fact]
    public void Cosine_falls_from_the_rate_to_zero()
    {
        // ½(1 + cos 0) = 1, ½(1 + cos π/3) = ¾, ½(1 + cos π/2) = ½, ½(1 + cos 2π/3) = ¼; just before the end nearly 0.
        Assert.Equal(
            [1, 0.75, 0.5, 0.25],
            new[] { 0, 1.0 / 3, 0.5, 2.0 / 3 }.Select(progress => Schedule.Cosine.Factor(0, 1, progress)), Near);
        Assert.InRange(Schedule.Cosine.Factor(0, 1, 0.999), 0, 1e-5);
    }

    [Fact]
    public void Coslog4_is_four_waves_each_twice_as_long_as_the_one_before()
    {
        // ½(1 − cos(2π·log₂(1 + 15t))): the logarithm is whole, and the rate 0, at 15t = 0, 1, 3, 7; halfway between two of
        // them, in the logarithm, it is full; at a quarter and three quarters half.
        double At(double logarithm) => Schedule.CosLog4.Factor(0, 1, (Math.Pow(2, logarithm) - 1) / 15);
        Assert.All([0.0, 1, 2, 3], whole => Assert.Equal(0, At(whole), 1e-12));
        Assert.All([0.5, 1.5, 2.5, 3.5], half => Assert.Equal(1, At(half), 1e-12));
        Assert.All([0.25, 0.75, 3.25, 3.75], quarter => Assert.Equal(0.5, At(quarter), 1e-12));
    }

    [Fact]
    public void Flat_cosine_falls_in_the_second_half()
    {
        // 1 up to ½; then ½(1 + cos(π(2t − 1))): ½ at ¾, ¼ at ½ + ⅓.
        Assert.Equal([1, 1, 0.5, 0.25], new[] { 0, 0.5, 0.75, 5.0 / 6 }.Select(progress => Schedule.FlatCosine.Factor(0, 1, progress)), Near);
    }

    [Fact]
    public void Factors_are_from_0_to_1()
    {
        // A factor above 1 could make a probability of dropout 1, at which nothing is kept.
        foreach (Schedule schedule in Schedule.Names.Select(Schedule.Parse))
        {
            for (int i = 0; i < 9973; i++)
                Assert.InRange(schedule.Factor(i, 9973, i / 9973.0), 0, 1);
            Assert.InRange(schedule.Factor(0, 1, Math.BitDecrement(1.0)), 0, 1);
        }
    }

    [Fact]
    public void Constant_is_constant() => Assert.Equal(1, Schedule.Constant.Factor(7, 9, 0.99));

    [Fact]
    public void An_epoch_of_a_training_runs_at_the_rate_of_its_schedule()
    {
        float[] Rates(Schedule schedule, int epochs, int accumulate = 1)
        {
            var recorder = new Recorder();
            Network network = Network.Build(2, 1, Layer.Dense(3, Activation.Softmax));
            new Trainer(network, Loss.CrossEntropy, new Sgd { LearningRate = 0.5f }).Train(
                Problems.Clouds(12), new TrainingOptions { Epochs = epochs, BatchSize = 4, Schedule = schedule, Accumulate = accumulate }, recorder);
            return [.. recorder.Epochs.Select(epoch => epoch.LearningRate)];
        }

        Assert.Equal([0.5f, 0.5f], Rates(Schedule.Constant, 2));
        Assert.Equal([0.5f, 0.4f, 0.3f, 0.2f], Rates(Schedule.Linear, 4), Near);

        // Three batches an epoch, so the last update of two epochs has 2 and 5 of 6 behind it: cos(π/3) = ½, cos(5π/6) = −√¾.
        Assert.Equal([0.375f, (float)(0.25 * (1 - Math.Sqrt(0.75)))], Rates(Schedule.Cosine, 2), Near);

        // One update an epoch, with 0 and 1 of 2 behind it.
        Assert.Equal([0.5f, 0.25f], Rates(Schedule.Cosine, 2, accumulate: 3), Near);
    }

    [Fact]
    public void Names_round_trip()
    {
        Assert.Equal(["constant", "linear", "cosine", "coslog4", "flat-cosine"], Schedule.Names);
        Assert.All(Schedule.Names, name => Assert.Equal(name, Schedule.Parse(name).Name));
        Assert.Equal(Schedule.Cosine, Schedule.Parse("cosine"));
        Assert.Contains("expected one of constant, linear, cosine", Assert.Throws<FormatException>(() => Schedule.Parse("step")).Message);
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-15;

    private static bool Near(float expected, float actual) => Math.Abs(expected - actual) < 1e-7f;
}
