using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>The update, in pieces of the parameter vector that threads share.</summary>
internal sealed class UpdateJob(Network network, Optimizer optimizer, AlignedBuffer[] slots) : ITeamJob
{
    /// <summary>Parameters in a piece: whole cache lines, so that no two threads write the same one.</summary>
    private const int PieceLength = 32 * 1024;

    private Backpropagation? _pass;
    private UpdateStep _step;

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
        int start = piece * PieceLength;
        Range range = start..Math.Min(start + PieceLength, network.Layout.Length);
        optimizer.Update(
            network.Parameters[range],
            _pass!.Gradients[range],
            slots.Length > 0 ? slots[0].Span[range] : default,
            slots.Length > 1 ? slots[1].Span[range] : default,
            _step);
    }
}
