using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

/// <summary>Which elements are compared, and that each is counted.</summary>
public class GradientSampleTests
{
    [Fact]
    public void No_element_is_passed_over_in_silence()
    {
        // z = (0, …) in the first row, so that some elements sit on a kink; samples of a few, of some, and of all.
        ReferenceNetwork network = new([
            new(new double[,] { { 1, 0.5, -0.3 }, { 0.2, -0.4, 0.6 } }, [-1.2, 0, 0.1], Activation.ReLU),
            new(new[,] { { 0.6 }, { 0.9 }, { -0.5 } }, [0.05], Activation.Identity)]);
        double[,] x = { { 1, 1 }, { 0.3, 0.4 } }, t = { { 0.2 }, { 0.9 } };
        foreach (int elements in new[] { 3, 8, 1000 })
        {
            GradientCheck check = GradientCheck.Judge(
                network, new(Loss.SquaredError), x, t, NetworkGradients.Of(ReferencePass.Compute(network, new(Loss.SquaredError), x, t)),
                new GradientSample(elements), cancellationToken: TestContext.Current.CancellationToken);

            Assert.All(check.Tensors, tensor => Assert.Equal(tensor.Rows * tensor.Columns, tensor.Counts.Total));
            Assert.Equal((network.ParameterCount, x.Length), (check.ParameterCounts.Total, check.InputCounts.Total));
            Assert.Equal(check.Tensors.Sum(tensor => tensor.Elements), check.Parameters + check.Inputs);
            GradientCounts all = check.ParameterCounts + check.InputCounts;
            Assert.Equal(all.Total, all.Agree + all.Acceptable + all.Disagree + all.Kinks + all.Unresolved + all.NotFinite + all.NotDrawn);
            Assert.Equal(elements < all.Total, all.NotDrawn > 0);
            if (elements > all.Total)
                Assert.True(all is { NotDrawn: 0, Kinks: > 0, Agree: > 0 }, all.ToString());
        }
    }

    [Fact]
    public void Sample_takes_its_share_of_every_gradient_and_the_same_for_the_same_seed()
    {
        ReferenceNetwork network = new([new(new double[40, 25], new double[25], Activation.Tanh), new(new double[25, 2], new double[2], Activation.Tanh)]);
        double[,] x = new double[3, 40], t = new double[3, 2];
        NetworkGradients gradients = NetworkGradients.Of(ReferencePass.Compute(network, new(Loss.SquaredError), x, t));

        Assert.Equal([83, 2, 4, 1, 10], Run(100, 1).Tensors.Select(tensor => tensor.Elements));
        Assert.Equal(Places(Run(100, 1)), Places(Run(100, 1)));
        Assert.NotEqual(Places(Run(100, 1)), Places(Run(100, 2)));
        Assert.Equal(1, Run(1, 1).Tensors.Max(tensor => tensor.Elements));

        // No pattern of the columns can hide, and nothing is taken twice.
        Assert.InRange(Run(100, 1).Tensors[0].Checked.Select(element => element.Column).Distinct().Count(), 20, 25);
        Assert.Distinct(Places(Run(100, 1)));

        GradientCheck Run(int elements, int seed) => GradientCheck.Judge(
            network, new(Loss.SquaredError), x, t, gradients, new GradientSample(elements, seed), cancellationToken: TestContext.Current.CancellationToken);

        static List<string> Places(GradientCheck check) =>
            [.. check.Tensors.SelectMany(tensor => tensor.Checked.Select(element => $"{tensor.Gradient} {element.Row} {element.Column}"))];
    }

    [Theory]
    [InlineData(10, 8, 1e9, true)]
    [InlineData(64, 512, 1e9, true)]
    [InlineData(784, 1024, 1e9, false)]
    public void Affordable_sample_is_everything_or_what_the_effort_is_enough_for(int inputs, int hidden, double effort, bool isAll)
    {
        ReferenceNetwork network = new([
            new(new double[inputs, hidden], new double[hidden], Activation.ReLU), new(new double[hidden, 10], new double[10], Activation.Softmax)]);
        GradientSample sample = GradientSample.Affordable(network, 4, effort, seed: 3);

        Assert.Equal(3, sample.Seed);
        if (isAll)
            Assert.Equal(long.MaxValue, sample.Elements);
        else
            Assert.InRange(sample.Elements, 16, network.ParameterCount - 1);
    }

    [Fact]
    public void Sample_of_nothing_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new GradientSample(0));
}
