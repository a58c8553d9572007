using System.Diagnostics;

namespace Descent.Cli.Bench;

/// <summary>Times something that is repeated.</summary>
internal static class SampleTimer
{
    /// <summary>The median number of seconds of one repetition.</summary>
    /// <param name="repeat">Does the thing that many times.</param>
    /// <param name="effort">How long to measure.</param>
    /// <param name="cancellationToken">Ends the measurement with an exception.</param>
    public static double MedianSeconds(Action<int> repeat, BenchEffort effort, CancellationToken cancellationToken)
    {
        int repetitions = WarmUp(repeat, effort, cancellationToken);
        double[] seconds = new double[effort.Samples];
        for (int i = 0; i < seconds.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            repeat(repetitions);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds / repetitions;
            cancellationToken.ThrowIfCancellationRequested();
        }

        return Median(seconds);
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Repeats in growing groups and returns how many repetitions make a sample.</summary>
    private static int WarmUp(Action<int> repeat, BenchEffort effort, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        int repetitions = 1;
        while (true)
        {
            long start = Stopwatch.GetTimestamp();
            repeat(repetitions);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            cancellationToken.ThrowIfCancellationRequested();
            if (elapsed < effort.Sample)
                repetitions = (int)Math.Ceiling(repetitions * Math.Clamp(effort.Sample / elapsed, 1, 10));
            else if (clock.Elapsed >= effort.WarmUp)
                return (int)Math.Ceiling(repetitions * (effort.Sample / elapsed));
        }
    }
}
