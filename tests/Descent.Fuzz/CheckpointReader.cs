using System.Security.Cryptography;
using System.Text;
using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Training;

namespace Descent.Fuzz;

/// <summary>A checkpoint whose checksum is always right, as one would be that somebody made on purpose.</summary>
internal static class CheckpointReader
{
    private const int ChecksumLength = 64;

    private static readonly Dataset Data = Dataset.Classification([1, 2, 3, 4, 5, 6, 7, 8], 2, [0, 1, 0, 1], ["no", "yes"]);

    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 1, Accumulate = 3 };

    /// <summary>Reads a checkpoint and trains on with it.</summary>
    public static void Read(byte[] bytes)
    {
        var start = new RunStart(NewTrainer(), Options, Data, null, BatchesPerEpoch: 4, []);
        TrainingCheckpoint checkpoint = CheckpointFile.Read("epoch-000001.safetensors", new OneFile(Sealed(bytes))).State(start);
        try
        {
            NewTrainer().Fit(Data, Options with { Checkpoints = new Kept(checkpoint) });
        }
        catch (NonFiniteLossException)
        {
            // Its numbers are too large to go on with.
        }
    }

    /// <summary>Checkpoints after an epoch and within one.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("descent-fuzz-");
        try
        {
            NewTrainer().Fit(Data, Options with { Checkpoints = new CheckpointFolder(folder.FullName) { Interval = TimeSpan.Zero, Keep = 5 } });
            return [.. folder.GetFiles("epoch-*").OrderBy(file => file.Name, StringComparer.Ordinal).TakeLast(2).Select(file => File.ReadAllBytes(file.FullName))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Trainer NewTrainer() =>
        new(Network.Build(2, 7, Layer.Dense(2, Activation.Softmax)), Loss.CrossEntropy, new Adam()) { Threads = 1 };

    private static byte[] Sealed(byte[] bytes)
    {
        byte[] file = [.. bytes];
        if (file.Length < ContentChecksum.Position + ChecksumLength)
            return file;
        Span<byte> digits = file.AsSpan(ContentChecksum.Position, ChecksumLength);
        digits.Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(file)), digits);
        return file;
    }

    /// <summary>A folder with this one checkpoint, which keeps no others.</summary>
    private sealed record Kept(TrainingCheckpoint Checkpoint) : CheckpointOptions
    {
        internal override ICheckpointStore Open(RunStart run) => new Store(Checkpoint);
    }

    private sealed class Store(TrainingCheckpoint checkpoint) : ICheckpointStore
    {
        public StoredCheckpoint? Load() => new("checkpoint", checkpoint, []);

        public void Save(TrainingCheckpoint newer)
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class OneFile(byte[] content) : IFileLayer
    {
        public Stream OpenRead(string path) => new MemoryStream(content);

        public Stream Create(string path) => throw new NotSupportedException();

        public void FlushToDisk(Stream file) => throw new NotSupportedException();

        public void Replace(string source, string target) => throw new NotSupportedException();

        public void FlushFolder(string folder) => throw new NotSupportedException();

        public void Delete(string path) => throw new NotSupportedException();
    }
}
