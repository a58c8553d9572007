using Descent.Data;
using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>The loss of a network on a whole data set, as it predicts: without dropout and without a gradient.</summary>
internal sealed class DatasetLoss
{
    // A constant, so that the sums are grouped, and rounded, in one way whatever the memory of the pass is.
    private const int Block = 256;

    private readonly Backpropagation _pass;
    private readonly Dataset _data;
    private readonly int[] _rows;

    /// <summary>Measures with the memory of a pass that has room for <see cref="BlockOf"/> rows.</summary>
    public DatasetLoss(Backpropagation pass, Dataset data)
    {
        _pass = pass;
        _data = data;
        _rows = [.. Enumerable.Range(0, data.Rows)];
    }

    public int Rows => _rows.Length;

    /// <summary>How many rows go through the network at once.</summary>
    public static int BlockOf(Dataset data) => Math.Min(Block, data.Rows);

    /// <summary>The loss and the correct rows at the present parameters; null: cancelled.</summary>
    public BatchResult? Measure(WorkerTeam? team, CancellationToken cancellationToken)
    {
        var sum = new LossSum(_pass.Loss);
        for (int first = 0; first < _rows.Length; first += Block)
        {
            if (cancellationToken.IsCancellationRequested)
                return null;
            _pass.Load(new BatchSource(
                _data.Features, _data.Labels, _data.Targets, _data.Weights, _rows.AsMemory(first, Math.Min(Block, _rows.Length - first))));
            sum.Add(_pass.Run(new PassOptions { ForwardOnly = true }, team));
        }

        return new BatchResult(sum.Loss, sum.Correct, sum.Rows);
    }
}
