using Descent.Cli.Bench;
using Descent.Networks;
using Descent.Training;

namespace Descent.Benchmarks.Scaling;

/// <summary>Varies one size at a time and writes what a step costs.</summary>
internal static class ScalingRun
{
    public const string FileName = "performance-scaling.csv";

    private const int Classes = 10;
    private const int StandardWidth = 256;
    private const int StandardBatch = 128;

    private static readonly int[] Widths = [16, 32, 64, 128, 256, 512, 1024, 2048];
    private static readonly int[] Depths = [1, 2, 4, 8, 16, 32];
    private static readonly int[] Batches = [1, 4, 16, 64, 256, 1024];

    public static int Run()
    {
        using StreamWriter file = File.CreateText(Repository.Docs(FileName));
        file.WriteLine(ScalingPoint.Header);
        foreach (ScalingPoint point in Points())
        {
            file.WriteLine(point.ToCsv());
            Console.WriteLine(point.ToCsv());
        }

        return 0;
    }

    private static IEnumerable<ScalingPoint> Points()
    {
        foreach (int threads in Machine.ThreadCounts)
        {
            foreach (int width in Widths)
                yield return Measure("width", width, Network([width, width, width, Classes], StandardBatch), threads);
            foreach (int depth in Depths)
                yield return Measure("depth", depth, Network([.. Enumerable.Repeat(StandardWidth, depth + 1), Classes], StandardBatch), threads);
            foreach (int batch in Batches)
                yield return Measure("batch", batch, Network([784, 512, 256, Classes], batch), threads);
        }

        foreach (Workload workload in WorkloadTable.Training.Where(workload => workload.Optimizer is Sgd || workload.Name != "image"))
        {
            for (int threads = 1; threads <= Environment.ProcessorCount; threads++)
                yield return Measure("threads", threads, workload, threads);
        }
    }

    private static Workload Network(int[] sizes, int batch) =>
        new("scaling", sizes, Activation.ReLU, IsRegression: false, batch, Math.Max(4 * batch, 512), new Sgd { LearningRate = 0.001f });

    private static ScalingPoint Measure(string series, int value, Workload workload, int threads)
    {
        TrainingMeasurement measured = TrainingMeasurement.Of(workload, threads, BenchEffort.Short, CancellationToken.None);
        string network = series == "threads" ? workload.Name : string.Join('-', workload.Sizes);
        return new ScalingPoint(series, network, value, threads, workload.BatchSize, measured.MicrosecondsPerStep, measured.Gigaflops);
    }
}
