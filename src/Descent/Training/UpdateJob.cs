using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>
/// The update: in pieces of the parameter vector that threads share, once the gradient is complete, or panel by panel as
/// the pass computes it. Both do the same with each parameter.
/// </summary>
internal sealed class UpdateJob(Network network, Optimizer optimizer, AlignedBuffer[] slots) : ITeamJob, IPanelConsumer
{
    /// <summary>Parameters in a piece: whole cache lines, so that no two threads write the same one.</summary>
    private const int PieceLength = 32 * 1024;

    private Backpropagation? _pass;
    private UpdateStep _step;

    /// <summary>This update, for a pass that hands over the gradient as it computes it.</summary>
    public IPanelConsumer Consumer(UpdateStep step)
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
        Consume(start, length, 1, length, _pass!.Gradients.Slice(start, length), length);
    }

    public void Consume(int offset, int stride, int rows, int columns, ReadOnlySpan<float> panel, int panelStride)
    {
        if (stride == columns && panelStride == columns)
            (rows, columns) = (1, rows * columns);
        Update(offset, stride, rows, columns, panel, panelStride, default);
    }

    public void ConsumeOuterProduct(int offset, int stride, ReadOnlySpan<float> column, ReadOnlySpan<float> row) =>
        Update(offset, stride, column.Length, row.Length, row, 0, column);

    private void Update(
        int offset, int stride, int rows, int columns, ReadOnlySpan<float> gradients, int gradientStride, ReadOnlySpan<float> rowFactors)
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
                GradientStride = gradientStride,
            },
            _step);
    }
}
