using System.Diagnostics;
using System.Globalization;
using Descent.Data;
using Descent.Models;
using Xunit;

namespace Descent.Tests;

/// <summary>Runs the sample program as a reader would, in a folder of its own.</summary>
public sealed class SampleTests : IDisposable
{
    private const int MostLines = 20;

    private static readonly string Sample = Repository.PathOf("samples", "digits.cs");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("descent-sample-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_sample_is_short()
    {
        string[] code = [.. File.ReadLines(Sample).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))];
        Assert.InRange(code.Length, 10, MostLines);
        Assert.All(File.ReadLines(Sample), line => Assert.InRange(line.Length, 0, 130));
    }

    [Fact]
    public async Task The_sample_trains_evaluates_and_saves_a_model()
    {
        string[] before = Directory.GetFileSystemEntries(Repository.PathOf("samples"));
        (int exitCode, string output, string errors) = await Run("dotnet", "run", Sample);
        Assert.True(exitCode == 0, $"exit code {exitCode}\n{output}\n{errors}");
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(Repository.PathOf("samples")).Order());

        // What it printed is what its model measures here.
        (_, Dataset test) = EmbeddedData.Digits().Split(0.75, seed: 1);
        Model model = Model.Load(Path.Combine(_folder.FullName, "digits.safetensors"));
        Assert.Equal(model.Evaluate(test).ToString(), output.TrimEnd());
        Assert.StartsWith("accuracy 9", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_of_records_learns_how_long_a_ride_takes()
    {
        (int exitCode, string output, string errors) = await Run("dotnet", "run", Repository.PathOf("samples", "records.cs"));
        Assert.True(exitCode == 0, $"exit code {exitCode}\n{output}\n{errors}");

        // Chance alone spreads the rides by 0.3 minutes, what they take by 20.
        string[] lines = output.Trim().Split('\n');
        Assert.InRange(double.Parse(lines[0].Split(' ')[2], CultureInfo.InvariantCulture), 0.3, 2);

        // 10 km at 4, 3 and 2 minutes each, ten minutes for the morning, and half a minute of chance.
        double[] minutes = [.. lines[1..].Select(line => double.Parse(line.Split(": ")[1].Split(' ')[0], CultureInfo.InvariantCulture))];
        Assert.All(minutes.Zip([50.5, 40.5, 30.5]), pair => Assert.Equal(pair.Second, pair.First, 4.0));
    }

    private async Task<(int ExitCode, string Output, string Errors)> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A build inside a test run must not take the outer build's settings for its own.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        // Servers of the build would outlive it, and hold its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";

        using Process process = Process.Start(start)!;
        try
        {
            CancellationToken token = TestContext.Current.CancellationToken;
            Task<string> output = process.StandardOutput.ReadToEndAsync(token), errors = process.StandardError.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
