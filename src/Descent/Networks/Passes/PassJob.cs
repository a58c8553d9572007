using Descent.Numerics;

namespace Descent.Networks;

/// <summary>The work of a pass, in pieces that threads share.</summary>
internal sealed class PassJob : ITeamJob
{
    private readonly BatchPass _pass;
    private readonly PassPlan _plan;
    private PassPhase _phase;
    private int _threads = 1;

    public PassJob(Network network, OutputHead head, int rows, int threads, AlignedBuffer gradients)
    {
        _plan = new PassPlan(network, threads);
        _pass = new BatchPass(network, head, rows, gradients);
    }

    /// <summary>The rows that the next pass is over.</summary>
    public BatchBuffers Batch => _pass.Batch;

    /// <summary>Whether a batch of so many rows is worth more than one thread.</summary>
    public bool IsWorthThreads(int rows) => _plan.IsWorthThreads(rows);

    /// <summary>Computes the loss, and the gradient of every parameter unless only the loss is wanted or it is not finite.</summary>
    /// <param name="options">How to pass.</param>
    /// <param name="team">The threads; null: the calling one.</param>
    /// <param name="consumer">Takes the gradient of a batch of one row instead of the memory for it; null: it goes there.</param>
    public BatchResult Run(in PassOptions options, WorkerTeam? team, IGradientConsumer? consumer)
    {
        if (!IsWorthThreads(Batch.Rows))
            team = null;
        _threads = team?.Size ?? 1;
        _pass.Begin(options, consumer);
        BatchResult? result = null;
        foreach (PassPhase phase in _plan.Phases(Batch.Rows, _threads, options.ForwardOnly))
        {
            if (phase.Work == PassWork.Parameters)
            {
                result = _pass.Result();
                if (consumer is not null && !double.IsFinite(result.Value.Loss))
                    break;
            }

            Run(phase, team);
        }

        return result ?? _pass.Result();
    }

    public void Execute(int piece)
    {
        if (_phase.Work == PassWork.Parameters)
        {
            (int layer, int firstRow, int endRow) = _plan.Parameters(piece);
            _pass.DifferentiateParameters(layer, firstRow, endRow);
            return;
        }

        Region region = _plan.Region(_phase, Batch.Rows, _threads, piece);
        switch (_phase.Work)
        {
            case PassWork.Rows:
                _pass.PropagateRows(region.FirstRow, region.Rows);
                break;

            case PassWork.Gather:
                Batch.Gather(region.FirstRow, region.Rows);
                break;

            case PassWork.Forward:
                _pass.Forward(_phase.Layer, region);
                break;

            case PassWork.Loss:
                _pass.EvaluateLoss(region.FirstRow, region.Rows);
                break;

            default:
                _pass.Backward(_phase.Layer, region);
                break;
        }
    }

    private void Run(PassPhase phase, WorkerTeam? team)
    {
        _phase = phase;
        int pieces = _plan.Pieces(phase, Batch.Rows, _threads);
        if (team is not null && pieces > 1)
        {
            team.Run(this, pieces);
            return;
        }

        for (int piece = 0; piece < pieces; piece++)
            Execute(piece);
    }
}
