using Descent.Cli.Bench;

namespace Descent.Benchmarks.Compare;

/// <summary>One number of a comparison.</summary>
/// <param name="Contestant">Who.</param>
/// <param name="Threads">On how many threads.</param>
/// <param name="Workload">What.</param>
/// <param name="Optimizer">The optimizer of a training; null for a prediction.</param>
/// <param name="Rows">The rows of a prediction; null for a training.</param>
/// <param name="Microseconds">A training step, or a prediction of all rows: the median over the rounds.</param>
internal sealed record Figure(string Contestant, int Threads, string Workload, string? Optimizer, int? Rows, double Microseconds)
{
    public static IEnumerable<Figure> From(string contestant, int threads, PeerReport report)
    {
        foreach (PeerTraining t in report.Workloads ?? [])
            yield return new Figure(contestant, threads, t.Name, t.Optimizer, null, t.MicrosecondsPerStep);
        foreach (PeerPrediction p in report.Inference ?? [])
            yield return new Figure(contestant, threads, p.Name, null, p.Rows, p.Microseconds);
    }

    /// <summary>One figure for those that differ in the round only.</summary>
    public static IReadOnlyList<Figure> Medians(IEnumerable<Figure> figures) =>
    [
        .. figures
            .GroupBy(figure => figure with { Microseconds = 0 })
            .Select(rounds => rounds.Key with { Microseconds = Math.Round(SampleTimer.Median(rounds.Select(figure => figure.Microseconds)), 3) }),
    ];
}
