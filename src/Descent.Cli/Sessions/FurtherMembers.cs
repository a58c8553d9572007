using Descent.Cli.Planning;
using Descent.Cli.Progress;
using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Training;

namespace Descent.Cli.Sessions;

/// <summary>
/// The members of an ensemble behind the first: each begins elsewhere, sees the rows in another order, and holds other rows
/// back. All of that is a function of the seed of the member.
/// </summary>
/// <param name="plan">How to train.</param>
/// <param name="rows">All rows to train on, not scaled: their split is stratified by the target as it is.</param>
/// <param name="scaled">The same rows as the network sees them.</param>
/// <param name="embedding">The first layer; null: none.</param>
/// <param name="threads">Threads; null: all.</param>
internal sealed class FurtherMembers(TrainingPlan plan, Dataset rows, Dataset scaled, PiecewiseLinearEmbedding? embedding, int? threads)
{
    /// <summary>Trains them one after the other; an interruption leaves those that were done.</summary>
    /// <param name="heldBack">Collects what each member says of the rows that it has not seen.</param>
    /// <param name="display">Shows it.</param>
    /// <param name="checkpoints">Where checkpoints are kept, in a folder for each member; null: nowhere.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public List<Network> Train(
        HeldBackPredictions heldBack, TrainingDisplay display, CheckpointFolder? checkpoints, CancellationToken cancellationToken)
    {
        var networks = new List<Network>();
        for (int member = 1; member < plan.Members && !cancellationToken.IsCancellationRequested; member++)
        {
            Network network = plan.BuildNetwork(scaled.Inputs, member, embedding);
            Trainer trainer = plan.BuildTrainer(network, threads);
            bool[]? isTrain = Split(plan, rows, member);
            (Dataset train, Dataset? validation) = isTrain is null ? (scaled, null) : scaled.Split(isTrain);
            CheckpointFolder? folder = Folder(checkpoints, plan, member);
            TrainingOptions options = plan.Options(validation, member) with { Checkpoints = folder };
            display.Title = $"network {member + 1}/{plan.Members}  ";
            TrainingResult result = display.Show(observer => trainer.Fit(
                train, options, new ObserverGroup(observer, new ResumeNote(display, folder)), cancellationToken));
            if (result.StopReason == StopReason.Cancelled)
                break;
            networks.Add(network);
            heldBack.Add(network, isTrain);
        }

        return networks;
    }

    /// <summary>Where the checkpoints of a member are: each has its own folder.</summary>
    public static CheckpointFolder? Folder(CheckpointFolder? checkpoints, TrainingPlan plan, int member) => checkpoints is null || plan.Members == 1
        ? checkpoints
        : checkpoints with { Path = Path.Combine(checkpoints.Path, $"network-{member + 1}") };

    /// <summary>Which rows a member trains on; null: all.</summary>
    public static bool[]? Split(TrainingPlan plan, Dataset rows, int member) =>
        plan.Validation > 0 ? StratifiedSplit.Choose(rows, 1 - plan.Validation, plan.SeedOf(member)) : null;
}
