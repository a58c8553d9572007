using System.CommandLine;
using Descent.Cli.Calls;
using Descent.Models;

namespace Descent.Cli.Commands;

/// <summary>The options of train that say where and when its state is kept.</summary>
internal sealed class CheckpointCall
{
    public Option<string?> Folder { get; } = new("--checkpoint") { Description = "a folder in which the state of the training is kept, to go on after a crash", HelpName = "DIR" };

    public Option<int?> EveryEpochs { get; } = NumberOption.Whole("--checkpoint-every", "epochs after which it is kept (default 1)", least: 1);

    public Option<float?> Minutes { get; } = NumberOption.Real(
        "--checkpoint-minutes", "M", "minutes after which it is kept within an epoch too; 0: after each batch", value => value is >= 0 and <= 1e6f, "a number from 0 to 1000000");

    public Option<bool> Resume { get; } = new("--resume") { Description = "go on from the newest checkpoint in DIR; begin anew where there is none", Arity = ArgumentArity.Zero };

    /// <summary>What was asked for; null: no checkpoints.</summary>
    /// <exception cref="UsageException">An option needs a folder, and none is given.</exception>
    public CheckpointFolder? Read(ParseResult call)
    {
        int? every = call.GetValue(EveryEpochs);
        float? minutes = call.GetValue(Minutes);
        bool resumes = call.GetValue(Resume);
        if (call.GetValue(Folder) is { Length: > 0 } folder)
        {
            return new CheckpointFolder(folder)
            {
                EveryEpochs = every ?? 1,
                Interval = minutes is { } time ? TimeSpan.FromMinutes(time) : null,
                Resume = resumes,
            };
        }

        if (call.GetValue(Folder) is not null)
            throw new UsageException("--checkpoint is empty; expected a folder");
        string? lonely = every is not null ? EveryEpochs.Name : minutes is not null ? Minutes.Name : resumes ? Resume.Name : null;
        return lonely is null ? null : throw new UsageException($"{lonely} needs to know where the checkpoints are; give --checkpoint DIR too");
    }
}
