using Descent.Training;

namespace Descent.Models;

/// <summary>
/// Checkpoints as files of a folder, which is made where it is missing: <c>epoch-000012.safetensors</c>, or
/// <c>epoch-000012-batch-00000034.safetensors</c> after 12 epochs and 34 batches. docs/checkpoints.md describes them.
/// </summary>
/// <remarks>
/// Each is written to a temporary file, flushed to the disk and renamed, and carries a checksum: a training that is killed
/// while it writes leaves the ones before, and a damaged one is passed over in favour of the one before it. A folder serves
/// one training at a time.
/// </remarks>
/// <param name="Path">The folder.</param>
/// <example>
/// <code>
/// trainer.Fit(data, new TrainingOptions
/// {
///     Epochs = 100,
///     Checkpoints = new CheckpointFolder("runs/first") { Interval = TimeSpan.FromMinutes(10), Resume = true },
/// });
/// </code>
/// </example>
public sealed record CheckpointFolder(string Path) : CheckpointOptions
{
    /// <summary>The folder.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string Path { get; init => field = NotEmpty(value); } = NotEmpty(Path);

    /// <summary>How many of the newest checkpoints are kept, at least 1; older ones are removed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Keep
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Keep), value, $"Keep is {value}; expected at least 1.");
    } = 3;

    internal IFileLayer Files { get; init; } = DiskFiles.Instance;

    internal override ICheckpointStore Open(RunStart run) => new CheckpointStore(this, run);

    private static string NotEmpty(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return path;
    }
}
