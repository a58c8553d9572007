using Descent.Networks;
using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Networks;

/// <summary>However a pass is shared among threads, it computes the same bits.</summary>
public class SharedPassTests
{
    private const int Inputs = 130;

    // Wide enough to be shared by columns; 530 and 270 are no whole numbers of panels, and 12 units are shared by rows.
    private static Network Wide(Activation hidden) => Network.Build(
        Inputs, 3,
        Layer.Dense(530, hidden) with { Dropout = 0.25f },
        Layer.Dense(270, hidden),
        Layer.Dense(12, Activation.Softmax));

    [Theory]
    [InlineData(2, 13)]
    [InlineData(2, 200)]
    [InlineData(3, 64)]
    [InlineData(8, 65)]
    public void A_wide_layer_that_threads_share_by_columns_gives_the_bits_of_one_thread(int threads, int rows)
    {
        foreach (Activation hidden in (Activation[])[Activation.ReLU, Activation.Sigmoid, Activation.GELU])
        {
            Network network = Wide(hidden);
            (BatchResult expected, float[] gradients) = Run(network, rows, 1);
            (BatchResult found, float[] shared) = Run(network, rows, threads);
            Assert.Equal(expected, found);
            Assert.Equal(gradients, shared);
        }
    }

    [Fact]
    public void The_wide_network_really_is_shared_by_columns()
    {
        var plan = new PassPlan(Wide(Activation.ReLU), 2);
        Assert.True(plan.IsWorthThreads(13));
        Assert.Contains(new PassPhase(PassWork.Backward, 1), plan.Phases(13, 2, forwardOnly: false).ToArray());
        Assert.Equal(new Region(0, 13, 96, 96), plan.Region(new PassPhase(PassWork.Forward, 0), 13, 2, 1));
        Assert.Equal(13, plan.Region(new PassPhase(PassWork.Forward, 2), 13, 1, 0).Rows);
    }

    private static (BatchResult Result, float[] Gradients) Run(Network network, int rows, int threads)
    {
        var pass = new Backpropagation(network, Loss.CrossEntropy, rows, threads);
        var random = new Random(rows);
        float[] inputs = [.. Enumerable.Range(0, rows * Inputs).Select(_ => random.NextSingle() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(12))];
        pass.Load(inputs, labels);
        WorkerTeam? team = pass.RentTeam();
        Assert.Equal(threads, team?.Size ?? 1);
        BatchResult result = pass.Run(new PassOptions { Dropout = 1, Seed = 5, Step = 7 }, team);
        team?.Return();
        return (result, pass.Gradients.ToArray());
    }
}
