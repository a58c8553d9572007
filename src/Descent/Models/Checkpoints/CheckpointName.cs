using System.Globalization;

namespace Descent.Models;

/// <summary>The place of a checkpoint in its training, which its file is named after.</summary>
/// <param name="Epoch">The epochs that were completed.</param>
/// <param name="Batch">The mini-batches after them.</param>
internal readonly record struct CheckpointName(int Epoch, int Batch) : IComparable<CheckpointName>
{
    private const string EpochPrefix = "epoch-";
    private const string BatchPrefix = "-batch-";
    private const string Extension = ".safetensors";

    public string FileName => Batch == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{EpochPrefix}{Epoch:D6}{Extension}")
        : string.Create(CultureInfo.InvariantCulture, $"{EpochPrefix}{Epoch:D6}{BatchPrefix}{Batch:D8}{Extension}");

    /// <summary>Such as <c>3 epochs and 1 batch</c>.</summary>
    public string InWords => Batch == 0 ? Count(Epoch, "epoch") : $"{Count(Epoch, "epoch")} and {Count(Batch, "batch")}";

    public string PathIn(string folder) => Path.Combine(folder, FileName);

    public int CompareTo(CheckpointName other) => (Epoch, Batch).CompareTo((other.Epoch, other.Batch));

    /// <summary>The checkpoints in a folder, the newest first.</summary>
    public static CheckpointName[] In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, EpochPrefix + "*" + Extension).Select(path => Parse(Path.GetFileName(path))).OfType<CheckpointName>().OrderDescending(),
    ];

    /// <summary>The place that a file name stands for; null for names of other files.</summary>
    public static CheckpointName? Parse(string fileName)
    {
        if (!fileName.StartsWith(EpochPrefix, StringComparison.Ordinal) || !fileName.EndsWith(Extension, StringComparison.Ordinal))
            return null;
        string[] parts = fileName[EpochPrefix.Length..^Extension.Length].Split(BatchPrefix);
        int batch = 0;
        if (parts.Length > 2 || !Number(parts[0], out int epoch) || (parts.Length == 2 && !Number(parts[1], out batch)))
            return null;
        var name = new CheckpointName(epoch, batch);
        return name.FileName == fileName ? name : null;
    }

    private static bool Number(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static string Count(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : what == "batch" ? "es" : "s")}");
}
