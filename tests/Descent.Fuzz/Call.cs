using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Descent.Models;
using Parquet;
using SharpFuzz;

namespace Descent.Fuzz;

/// <summary>What the program can be asked for, once the library may be loaded.</summary>
internal static class Call
{
    private const int MostKept = 200_000;

    /// <summary>Runs a campaign on one target or on all.</summary>
    /// <param name="name">A target, or <c>all</c>.</param>
    /// <param name="executions">How many for each.</param>
    /// <param name="rest">The seed (1) and a folder for inputs that took new branches, which the next run starts from, and for findings.</param>
    public static int Run(string name, long executions, string[] rest)
    {
        int seed = rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 1;
        string? folder = rest.Length > 1 ? rest[1] : null;
        int findings = 0;
        foreach (FuzzTarget target in Readers.All.Where(target => name == "all" || target.Name == name))
        {
            long start = Stopwatch.GetTimestamp();
            var campaign = new Campaign(target, seed, [.. SeedsOf(target.Name), .. Kept(folder, target.Name)]);
            campaign.Run(executions);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Name,-10} {campaign.Executions,12:N0} executions in {seconds,6:N0} s, {campaign.Accepted,10:N0} accepted, {campaign.Branches,6:N0} branches, {campaign.Corpus.Count,6:N0} inputs kept, {campaign.Findings.Count} findings"));
            foreach ((string what, byte[] input) in campaign.Findings)
            {
                Console.WriteLine($"  {what}: {(folder is null ? "name a folder to keep the input" : Save(folder, $"findings/{target.Name}", input))}");
                findings++;
            }

            if (folder is not null)
            {
                foreach (byte[] input in campaign.Corpus.Take(MostKept))
                    Save(folder, target.Name, input);
            }
        }

        return findings == 0 ? 0 : 1;
    }

    /// <summary>Reads one file, to look at a finding again.</summary>
    public static int Try(string name, string file)
    {
        Console.WriteLine(Of(name).Try(File.ReadAllBytes(file)) ? "accepted" : "refused");
        return 0;
    }

    /// <summary>Executes what AFL++ sends; anything but an accepted or refused input is a crash.</summary>
    public static void Afl(string name)
    {
        FuzzTarget target = Of(name);
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            target.Try(input.ToArray());
        });
    }

    /// <summary>Writes the seeds anew that the library itself makes, for when a format has changed.</summary>
    public static void WriteSeeds(string folder)
    {
        byte[] model = Readers.Bytes(Readers.SmallModel);
        int header = (int)BinaryPrimitives.ReadUInt64LittleEndian(model);
        string document = Safetensors.Read(new MemoryStream(model)).Metadata[ModelFile.DocumentKey];
        File.WriteAllBytes(Path.Combine(folder, "model", "classifier"), model);
        File.WriteAllBytes(Path.Combine(folder, "model", "regressor"), Readers.Bytes(Readers.SmallRegression));
        File.WriteAllBytes(Path.Combine(folder, "header", "classifier"), model[sizeof(ulong)..(sizeof(ulong) + header)]);
        File.WriteAllText(Path.Combine(folder, "document", "classifier"), document);
        byte[] house = Readers.Bytes(PipelineReader.Small);
        Put("pipeline", "houses", Encoding.UTF8.GetBytes(Safetensors.Read(new MemoryStream(house)).Metadata[ModelFile.DocumentKey]));
        Put("model", "houses", house);
        Put("numbers", "houses", PipelineReader.Numbers());
        foreach ((int index, byte[] checkpoint) in CheckpointReader.Seeds().Index())
            Put("checkpoint", index == 0 ? "batch" : "epoch", checkpoint);
        foreach ((string name, byte[] bytes) in TableReaders.IdxSeeds())
            Put("idx", name, bytes);
        foreach (CompressionMethod compression in (CompressionMethod[])[CompressionMethod.None, CompressionMethod.Snappy, CompressionMethod.Gzip])
            Put("parquet", compression.ToString().ToLowerInvariant(), TableReaders.ParquetSeed(compression).GetAwaiter().GetResult());

        void Put(string target, string name, byte[] bytes)
        {
            Directory.CreateDirectory(Path.Combine(folder, target));
            File.WriteAllBytes(Path.Combine(folder, target, name), bytes);
        }
    }

    /// <summary>The corpus of a target beside the program.</summary>
    public static IEnumerable<byte[]> SeedsOf(string target) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    private static FuzzTarget Of(string name) =>
        Readers.All.FirstOrDefault(target => target.Name == name)
        ?? throw new ArgumentException($"There is no target '{name}'; expected one of {string.Join(", ", Readers.All)}.");

    private static IEnumerable<byte[]> Kept(string? folder, string target) =>
        folder is not null && Directory.Exists(Path.Combine(folder, target))
            ? Directory.GetFiles(Path.Combine(folder, target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
            : [];

    private static string Save(string folder, string part, byte[] input)
    {
        string path = Path.Combine(folder, part, Campaign.NameOf(input));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, input);
        return path;
    }
}
