using Descent.Data;
using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>The loss of a network on a whole data set, as it predicts: without dropout and without a gradient.</summary>
internal static class DatasetLoss
{
    /// <summary>The loss and the correct rows, in blocks that fit the memory of the pass.</summary>
    public static BatchResult Measure(Backpropagation pass, Dataset data, WorkerTeam? team)
    {
        int[] rows = new int[data.Rows];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = i;
        var sum = new LossSum(pass.Loss);
        for (int first = 0; first < rows.Length; first += pass.Rows)
        {
            var source = new BatchSource(
                data.Features, data.Labels, data.Targets, rows.AsMemory(first, Math.Min(pass.Rows, rows.Length - first)));
            sum.Add(pass.Run(source, new PassOptions { ForwardOnly = true }, team));
        }

        return new BatchResult(sum.Loss, sum.Correct, sum.Rows);
    }
}
