using Descent.Networks;
using Descent.Training;

namespace Descent.Models;

/// <summary>The files of a <see cref="CheckpointFolder"/> while a training runs.</summary>
internal sealed class CheckpointStore : ICheckpointStore
{
    private readonly CheckpointFolder _options;
    private readonly IFileLayer _files;
    private readonly FolderLock _lock;
    private readonly RunStart _run;
    private readonly RunIdentity _identity;

    /// <exception cref="IOException">The folder cannot be made or written to, or another training uses it.</exception>
    public CheckpointStore(CheckpointFolder options, RunStart run)
    {
        _options = options;
        _files = options.Files;
        _run = run;
        _lock = FolderLock.Take(options.Path);
        try
        {
            TemporaryFile.CleanUp(options.Path, isOwned: true, _files);
            _identity = RunIdentity.Of(run);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    public StoredCheckpoint? Load()
    {
        CheckpointName[] names = CheckpointName.In(_options.Path);
        if (names.Length == 0)
            return null;
        if (!_options.Resume)
        {
            throw new CheckpointException(
                $"{Quoted(_options.Path)} holds checkpoints of a training already, the newest after {names[0].InWords}; resume it, or give another folder");
        }

        var damaged = new List<string>();
        foreach (CheckpointName name in names)
        {
            string path = name.PathIn(_options.Path);
            CheckpointFile file;
            try
            {
                file = CheckpointFile.Read(path, _files);
                _identity.Require(file.Identity, file.Epochs, _options.Path);
                return new StoredCheckpoint(path, file.State(_run), [.. damaged, .. OtherVersion(file)]);
            }
            catch (ModelFileException error)
            {
                damaged.Add($"{error.Message}. The checkpoint before it is used.");
            }
        }

        throw new CheckpointException(
            $"none of the {names.Length} checkpoints in {Quoted(_options.Path)} can be used, the newest because: {Last(damaged[0])}; give another folder to begin anew");
    }

    public void Save(TrainingCheckpoint checkpoint)
    {
        var name = new CheckpointName(checkpoint.History.Count, checkpoint.Batch);
        ParameterLayout layout = _run.Trainer.Layout;
        AtomicFile.Write(name.PathIn(_options.Path), stream => CheckpointFile.Write(stream, checkpoint, _identity, layout), _files);

        // Those that are further on than this one could not be used, so none of the others may go for them.
        foreach (CheckpointName old in CheckpointName.In(_options.Path).Where(other => other.CompareTo(name) < 0).Skip(_options.Keep - 1))
            TemporaryFile.Remove(old.PathIn(_options.Path), _files);
    }

    private static IEnumerable<string> OtherVersion(CheckpointFile file)
    {
        if (file.Library != RunIdentity.Library)
            yield return $"The checkpoint was written by version {file.Library} and this is {RunIdentity.Library}: the result may differ from that of a training by one version.";
    }

    private static string Last(string warning) => warning[..warning.LastIndexOf(". The checkpoint", StringComparison.Ordinal)];

    private static string Quoted(string path) => Excerpt.Quoted(path, 400);
}
