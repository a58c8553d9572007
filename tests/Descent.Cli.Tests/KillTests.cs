using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Descent.Cli.Tests.Running;
using Xunit;

namespace Descent.Cli.Tests;

/// <summary>
/// Kills the real program at random moments, again and again, and lets it go on. Set DESCENT_EXHAUSTIVE=1 for hundreds of kills
/// instead of some.
/// </summary>
public sealed class KillTests : IDisposable
{
    private static readonly bool IsExhaustive = Environment.GetEnvironmentVariable("DESCENT_EXHAUSTIVE") == "1";

    // Nearly all of the time goes into starting the program, so the moments are drawn from all of a run and a little more.
    private const int MostMilliseconds = 900;

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("--optimizer adam --schedule cosine", 1)]
    [InlineData("--optimizer sgd --accumulate 3 --checkpoint-minutes 0.0005", 2)]
    [InlineData("--optimizer sgd --momentum 0.9 --checkpoint-minutes 0.0003", 3)]
    [InlineData("--optimizer adamw --dropout 0.3 --checkpoint-minutes 0.0002", 4)]
    [InlineData("--optimizer adam --validation 0.2 --patience 60 --learning-rate 0.01 --checkpoint-every 7", 5)]
    [InlineData("--optimizer adam --validation 0.2 --ensemble 3 --checkpoint-minutes 0.0003", 6)]
    [InlineData("--optimizer adam --cv 2 --checkpoint-every 3", 7)]
    [InlineData("--optimizer adam --validation 0.2 --ensemble 2 --submodels 3 --checkpoint-minutes 0.0003", 8)]
    public void Killed_at_random_moments_and_resumed_it_writes_the_model_of_an_uninterrupted_run(string options, int seed)
    {
        string train = $"train digits --hidden 24 --batch-size 50 --epochs 60 --quiet {options}";
        _tool.Call($"{train.Split(" --checkpoint")[0]} --out whole.safetensors").Done();
        string whole = Hash("whole.safetensors");
        var random = new Random(seed);
        int kills = 0, hits = 0, runs = 0, left = IsExhaustive ? 60 : 6;
        while (kills < left)
        {
            string folder = $"state{runs++}";
            while (true)
            {
                string call = $"{train} --checkpoint {folder} --resume --threads {random.Next(1, 4).ToString(CultureInfo.InvariantCulture)} --out killed.safetensors";
                ToolResult? result = KillAfter(kills < left ? random.Next(MostMilliseconds) : null, call);
                if (result is not null)
                {
                    result.Done();
                    break;
                }

                kills++;
                hits += AssertReadable(folder) > 0 ? 1 : 0;
            }

            Assert.Equal(whole, Hash("killed.safetensors"));
            File.Delete(_tool.PathOf("killed.safetensors"));
            Directory.Delete(_tool.PathOf(folder), recursive: true);
        }

        // Kills that only ever meet the start of the program would prove nothing; of a few, all may.
        Assert.True(!IsExhaustive || hits > kills / 4, $"{hits} of {kills} kills came after the first checkpoint");
    }

    /// <summary>Null: it was killed.</summary>
    private ToolResult? KillAfter(int? milliseconds, string call)
    {
        using Process process = _tool.Start([], call.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (milliseconds is { } time && !process.WaitForExit(time))
        {
            process.Kill();
            process.WaitForExit();
            return null;
        }

        return Tool.Finish(process, output, error);
    }

    // What has its final name is whole: resuming reads every checkpoint that it would fall back to, and here all are.
    private int AssertReadable(string folder)
    {
        if (!Directory.Exists(_tool.PathOf(folder)))
            return 0;
        string[] paths = Directory.GetFiles(_tool.PathOf(folder), "epoch-*", SearchOption.AllDirectories);
        foreach (string path in paths)
            Models.CheckpointFile.Read(path, Models.DiskFiles.Instance);
        if (File.Exists(_tool.PathOf("killed.safetensors")))
            Models.Model.Load(_tool.PathOf("killed.safetensors"));
        return paths.Length;
    }

    private string Hash(string name) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_tool.PathOf(name))));
}
