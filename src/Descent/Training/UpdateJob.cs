using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>
/// The update: in pieces of the parameter vector that threads share, once the gradient is complete, or, for a batch of one
/// row, as the pass finds it. Both do the same with each parameter.
/// </summary>
/// <param name="layout">Which parameters there are.</param>
/// <param name="parameters">The parameters that are updated.</param>
/// <param name="optimizer">The rule.</param>
/// <param name="slots">Its memory.</param>
internal sealed class UpdateJob(ParameterLayout layout, Memory<float> parameters, Optimizer optimizer, AlignedBuffer[] slots) : ITeamJob, IGradientConsumer
{
    /// <summary>Parameters in a piece: whole cache lines, so that no two threads write the same one.</summary>
    private const int PieceLength = 32 * 1024;

    // An array: the enumerator of a list behind an interface would be allocated in every step.
    private readonly ParameterTensor[] _tensors = [.. layout.Tensors];
    private Backpropagation? _pass;
    private UpdateStep _step;

    /// <summary>The factor of the learning rate of each tensor; null: 1 for all.</summary>
    public IReadOnlyList<float>? RateFactors { get; set; }

    /// <summary>This update, for a pass that hands its gradient over.</summary>
    public IGradientConsumer Consumer(UpdateStep step)
    {
        _step = step;
        return this;
    }

    /// <summary>Applies the gradients of a pass.</summary>
    public void Run(Backpropagation pass, UpdateStep step, WorkerTeam? team)
    {
        _pass = pass;
        _step = step;
        int pieces = (layout.Length + PieceLength - 1) / PieceLength;
        if (team is not null && pieces > 1)
        {
            team.Run(this, pieces);
            return;
        }

        for (int piece = 0; piece < pieces; piece++)
            Execute(piece);
    }

    public void Execute(int piece)
    {
        int start = piece * PieceLength, end = Math.Min(start + PieceLength, layout.Length);
        if (RateFactors is null)
        {
            Take(start, _pass!.Gradients[start..end]);
            return;
        }

        foreach (ParameterTensor tensor in _tensors)
        {
            int from = Math.Max(start, tensor.Offset), to = Math.Min(end, tensor.Offset + tensor.Length);
            if (from < to)
                Take(from, _pass!.Gradients[from..to]);
        }
    }

    public void Take(int offset, ReadOnlySpan<float> gradients) =>
        Update(offset, gradients.Length, 1, gradients.Length, gradients, default);

    public void TakeProduct(int offset, int stride, ReadOnlySpan<float> column, ReadOnlySpan<float> row) =>
        Update(offset, stride, column.Length, row.Length, row, column);

    private void Update(
        int offset, int stride, int rows, int columns, ReadOnlySpan<float> gradients, ReadOnlySpan<float> rowFactors)
    {
        UpdateStep step = _step;
        if (RateFactors is { } factors)
        {
            float factor = factors[TensorAt(offset)];
            if (factor == 0)
                return;
            step = step with { LearningRate = step.LearningRate * factor, DecayRate = step.LearningRate };
        }

        int length = ((rows - 1) * stride) + columns;
        optimizer.Update(
            new UpdateBlock
            {
                Parameters = parameters.Span.Slice(offset, length),
                Gradients = gradients,
                RowFactors = rowFactors,
                First = slots.Length > 0 ? slots[0].Span.Slice(offset, length) : default,
                Second = slots.Length > 1 ? slots[1].Span.Slice(offset, length) : default,
                Rows = rows,
                Columns = columns,
                Stride = stride,
            },
            step);
    }

    private int TensorAt(int offset)
    {
        int tensor = 0;
        while (tensor + 1 < _tensors.Length && _tensors[tensor + 1].Offset <= offset)
            tensor++;
        return tensor;
    }
}
