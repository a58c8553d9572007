using System.Globalization;
using Descent.Cli.Bench;

namespace Descent.Benchmarks.Compare;

/// <summary>The arguments that every contestant takes: threads, how long to measure, and the workloads.</summary>
internal sealed record PeerArguments(int Threads, BenchEffort Effort, IReadOnlyList<string> Workloads)
{
    /// <summary><c>--threads N --warm-up S --sample S --samples N WORKLOAD…</c>, in that order.</summary>
    public IEnumerable<string> ToArguments() =>
    [
        "--threads", Text(Threads),
        "--warm-up", Text(Effort.WarmUp.TotalSeconds),
        "--sample", Text(Effort.Sample.TotalSeconds),
        "--samples", Text(Effort.Samples),
        .. Workloads,
    ];

    public static PeerArguments Parse(string[] args) => new(
        int.Parse(args[1], CultureInfo.InvariantCulture),
        new BenchEffort(Seconds(args[3]), Seconds(args[5]), int.Parse(args[7], CultureInfo.InvariantCulture)),
        args[8..]);

    /// <summary>The text by which peers are told what to train: <c>name;optimizer;sizes;hidden;loss;batch;rows;rate</c>.</summary>
    public static string Describe(Workload workload) => string.Join(
        ';',
        workload.Name,
        workload.Optimizer.Name,
        string.Join('-', workload.Sizes),
        workload.Hidden.Name,
        workload.IsRegression ? "mean-squared-error" : "cross-entropy",
        Text(workload.BatchSize),
        Text(workload.Rows),
        Text(workload.Optimizer.LearningRate));

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
