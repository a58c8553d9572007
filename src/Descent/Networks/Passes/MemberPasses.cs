using Descent.Numerics;

namespace Descent.Networks;

/// <summary>One batch through each of the networks that share layers; what is shared gathers the gradients of all.</summary>
/// <remarks>
/// Each in turn takes the place of the first one, whose parameters and gradients lie where the pass reads and writes them. The
/// first comes last, so that in the end everything is where it belongs.
/// </remarks>
/// <param name="ensemble">The networks.</param>
/// <param name="job">The pass of the first.</param>
/// <param name="gradients">The gradients of all, in the layout of the ensemble.</param>
internal sealed class MemberPasses(SharedEnsemble ensemble, PassJob job, AlignedBuffer gradients)
{
    private readonly BatchSource[] _sources = new BatchSource[ensemble.Members];

    /// <summary>Gives all of them the batch that the pass has.</summary>
    public void LoadNone() => Array.Clear(_sources);

    /// <summary>Remembers the batch of one of them.</summary>
    public void Load(in BatchSource source, int member) => _sources[member] = source;

    /// <summary>The mean loss of the networks, and the rows of all: each row counts once for each network.</summary>
    public BatchResult Run(in PassOptions options, WorkerTeam? team)
    {
        if (options is { ForwardOnly: false, Accumulate: false })
            ensemble.ClearOwn(gradients.Span);
        double loss = 0;
        int correct = 0, rows = 0;
        for (int member = ensemble.Members - 1; member >= 0; member--)
        {
            BatchResult result = Run(member, options, team);
            loss += result.Loss;
            correct += result.Correct;
            rows += result.Rows;
        }

        return new BatchResult(loss / ensemble.Members, correct, rows);
    }

    private BatchResult Run(int member, in PassOptions options, WorkerTeam? team)
    {
        if (!_sources[member].Rows.IsEmpty)
            job.Batch.Load(_sources[member]);
        Exchange();
        try
        {
            return job.Run(
                options with
                {
                    Accumulate = options.Accumulate || member < ensemble.Members - 1,
                    GradientScale = options.GradientScale / ensemble.Members,
                    Member = member,
                },
                team, consumer: null);
        }
        finally
        {
            Exchange();
        }

        void Exchange()
        {
            ensemble.Exchange(ensemble.Parameters, member);
            ensemble.Exchange(gradients.Span, member);
        }
    }
}
