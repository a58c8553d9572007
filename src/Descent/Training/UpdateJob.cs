using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>
/// The update: in pieces of the parameter vector that threads share, once the gradient is complete, or, for a batch of one
/// row, as the pass finds it. Both do the same with each parameter.
/// </summary>
internal sealed class UpdateJob(Network network, Optimizer optimizer, AlignedBuffer[] slots) : ITeamJob, IGradientConsumer
{
    /// <summary>Parameters in a piece: whole cache lines, so that no two threads write the same one.</summary>
    private const int PieceLength = 32 * 1024;

    private Backpropagation? _pass;
    private UpdateStep _step;

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
        int pieces = (network.Layout.Length + PieceLength - 1) / PieceLength;
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
        int start = piece * PieceLength, length = Math.Min(PieceLength, network.Layout.Length - start);
        Take(start, _pass!.Gradients.Slice(start, length));
    }

    public void Take(int offset, ReadOnlySpan<float> gradients) =>
        Update(offset, gradients.Length, 1, gradients.Length, gradients, default);

    public void TakeProduct(int offset, int stride, ReadOnlySpan<float> column, ReadOnlySpan<float> row) =>
        Update(offset, stride, column.Length, row.Length, row, column);

    private void Update(
        int offset, int stride, int rows, int columns, ReadOnlySpan<float> gradients, ReadOnlySpan<float> rowFactors)
    {
        int length = ((rows - 1) * stride) + columns;
        optimizer.Update(
            new UpdateBlock
            {
                Parameters = network.Parameters.Slice(offset, length),
                Gradients = gradients,
                RowFactors = rowFactors,
                First = slots.Length > 0 ? slots[0].Span.Slice(offset, length) : default,
                Second = slots.Length > 1 ? slots[1].Span.Slice(offset, length) : default,
                Rows = rows,
                Columns = columns,
                Stride = stride,
            },
            _step);
    }
}
