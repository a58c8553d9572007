using Descent.Cli.Bench;
using Xunit;

namespace Descent.Cli.Tests.Bench;

public sealed class WorkloadTests
{
    // By hand: 2·batch·(3·Σ in·out − in₁·out₁), for the first layer needs no dX.
    [Theory]
    [InlineData("image", "sgd", 2.0 * 128 * ((3 * ((784 * 512) + (512 * 256) + (256 * 10))) - (784 * 512)))]
    [InlineData("tiny", "sgd", 2.0 * 16 * ((3 * (64 + 48)) - 64))]
    [InlineData("online", "sgd", 2.0 * ((3 * ((784 * 128) + 1280)) - (784 * 128)))]
    public void Operations_are_those_of_three_products_a_layer_without_the_first_dX(string name, string optimizer, double expected) =>
        Assert.Equal(expected, Find(name, optimizer).FlopsPerStep);

    [Fact]
    public void Data_sets_consist_of_whole_batches() =>
        Assert.All(WorkloadTable.Training, workload => Assert.Equal(0, workload.Rows % workload.BatchSize));

    [Fact]
    public void Data_fits_the_network_that_is_trained_on_it()
    {
        foreach (Workload workload in WorkloadTable.Training.Where(workload => workload.Name != "wide"))
        {
            Assert.Equal(workload.Rows, workload.CreateData().Rows);
            Assert.Equal(workload.Outputs, workload.BuildNetwork().Outputs);
            Assert.Equal(workload.Inputs, workload.BuildNetwork().Inputs);
        }
    }

    [Theory]
    [InlineData(new[] { 3.0 }, 3.0)]
    [InlineData(new[] { 9.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 4.0, 1.0, 2.0, 100.0 }, 3.0)]
    public void The_median_is_the_middle_one_or_the_mean_of_the_two_in_the_middle(double[] values, double expected) =>
        Assert.Equal(expected, SampleTimer.Median(values));

    private static Workload Find(string name, string optimizer) =>
        WorkloadTable.Training.Single(workload => workload.Name == name && workload.Optimizer.Name == optimizer);
}
