using System.Globalization;
using Descent.Numerics;

namespace Descent.Cli.Bench;

/// <summary>Measures this machine on the standard workloads.</summary>
internal static class BenchRun
{
    private static readonly TimeSpan PeakDuration = TimeSpan.FromSeconds(0.3);

    /// <summary>Measures the peak, then every training, then every prediction.</summary>
    /// <param name="threads">How many threads, at least 1.</param>
    /// <param name="cancellationToken">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <param name="progress">Told what is about to be measured.</param>
    /// <param name="effort">How long to measure; left out: the standard.</param>
    /// <param name="names">The workloads to measure; left out: all.</param>
    public static BenchReport Execute(
        int threads,
        CancellationToken cancellationToken,
        IProgress<string>? progress = null,
        BenchEffort? effort = null,
        IReadOnlyCollection<string>? names = null)
    {
        effort ??= BenchEffort.Standard;
        progress?.Report("the peak of fused multiply-adds");
        double peak = FmaPeak.MeasureGflops(threads, PeakDuration);

        var trainings = new List<TrainingMeasurement>();
        foreach (Workload workload in WorkloadTable.Training.Where(IsWanted))
        {
            progress?.Report($"training {workload.Name} ({workload.Optimizer.Name})");
            trainings.Add(TrainingMeasurement.Of(workload, threads, effort, cancellationToken));
        }

        var predictions = new List<PredictionMeasurement>();
        foreach (Workload workload in WorkloadTable.Prediction.Where(IsWanted))
        {
            foreach (int rows in WorkloadTable.PredictionRows)
            {
                progress?.Report(string.Create(CultureInfo.InvariantCulture, $"predicting {workload.Name} ({rows} rows)"));
                predictions.Add(PredictionMeasurement.Of(workload, rows, threads, effort, cancellationToken));
            }
        }

        return new BenchReport(threads, peak, trainings, predictions);

        bool IsWanted(Workload workload) => names is null || names.Contains(workload.Name);
    }
}
