using Descent.Networks;

namespace Descent.Training;

/// <summary>Combines the losses of batches into the loss of all their rows, in the reduction of the loss.</summary>
internal struct LossSum(Loss loss)
{
    private double _sum;

    public int Correct { get; private set; }

    public int Rows { get; private set; }

    public readonly double Loss => IsSum ? _sum : _sum / Rows;

    private readonly bool IsSum => loss.Reduction == Reduction.Sum;

    /// <summary>What was added so far.</summary>
    public RunningSum Running
    {
        readonly get => new(_sum, Correct, Rows);
        set => (_sum, Correct, Rows) = value;
    }

    public void Add(in BatchResult batch)
    {
        _sum += IsSum ? batch.Loss : batch.Loss * batch.Rows;
        Correct += batch.Correct;
        Rows += batch.Rows;
    }
}
