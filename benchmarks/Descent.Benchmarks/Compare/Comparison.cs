using Descent.Cli.Bench;
using Descent.Networks;
using Descent.Numerics;

namespace Descent.Benchmarks.Compare;

/// <summary>Lets all contestants take turns, several times, and compares the medians.</summary>
internal static class Comparison
{
    private const string Command = "dotnet run -c Release --project benchmarks/Descent.Benchmarks -- compare";

    public static int Run(ComparisonOptions options)
    {
        string[] workloads =
        [
            .. WorkloadTable.Training.Where(w => options.Names?.Contains(w.Name) ?? true).Select(PeerArguments.Describe),
        ];
        var contestants = Contestants.All().ToList();
        var figures = new List<Figure>();
        var versions = new SortedSet<string>(StringComparer.Ordinal);
        for (int round = 1; round <= options.Rounds; round++)
        {
            foreach (int threads in options.ThreadCounts)
            {
                foreach (Contestant contestant in contestants.ToArray())
                {
                    Console.Error.WriteLine($"round {round} of {options.Rounds}, threads {threads}: {contestant.Name}");
                    if (contestant.Measure(new PeerArguments(threads, options.Effort, workloads)) is not { } report)
                    {
                        contestants.Remove(contestant);
                        continue;
                    }

                    figures.AddRange(Figure.From(contestant.Name, threads, report));
                    if (report.Versions is { } version)
                        versions.Add(version);
                }
            }
        }

        var results = new ComparisonResults(
            DateOnly.FromDateTime(DateTime.Now), Command, Machine.This(), [.. versions], options.Rounds,
            [.. Machine.ThreadCounts.Select(PeakOn)], ImageWeightsReadMicroseconds(), Figure.Medians(figures));
        ComparisonText.Write(results, Console.Out);
        results.Save(Repository.Docs("performance-results.json"));
        return 0;
    }

    private static double PeakOn(int threads) => Math.Round(FmaPeak.MeasureGflops(threads, TimeSpan.FromSeconds(1)), 1);

    /// <summary>What a prediction of one row cannot beat: reading all parameters once.</summary>
    private static double ImageWeightsReadMicroseconds()
    {
        Network network = WorkloadTable.Prediction[0].BuildNetwork();
        return Math.Round(ReadSpeed.MedianMicroseconds(network.Layout.Count, repetitions: 10_001), 2);
    }
}
