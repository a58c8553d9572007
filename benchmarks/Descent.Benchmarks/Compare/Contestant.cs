using System.Diagnostics;
using System.Globalization;

namespace Descent.Benchmarks.Compare;

/// <summary>A program that measures itself. Each measurement is a process of its own, so that none disturbs the next.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">What comes before the arguments that all contestants take.</param>
internal sealed record Contestant(string Name, string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>Settings of a user's own that would change what a peer does.</summary>
    private static readonly string[] Unset = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OPENBLAS_NUM_THREADS", "OMP_WAIT_POLICY", "GOMP_SPINCOUNT"];

    /// <summary>Runs it once; null where it cannot run here, with a word why.</summary>
    public PeerReport? Measure(PeerArguments arguments)
    {
        var start = new ProcessStartInfo(FileName, [.. Arguments, .. arguments.ToArguments()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string variable in Unset)
            start.Environment.Remove(variable);
        start.Environment["OMP_NUM_THREADS"] = arguments.Threads.ToString(CultureInfo.InvariantCulture);
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        if (OpenBlasLocation.Folder is { } folder)
            start.Environment["LD_LIBRARY_PATH"] = folder;

        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
                return PeerReport.Parse(output);
            Console.Error.WriteLine($"{Name} is left out: {errors.Result.Trim().Split('\n')[^1]}");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Console.Error.WriteLine($"{Name} is left out: {exception.Message}");
        }

        return null;
    }
}
