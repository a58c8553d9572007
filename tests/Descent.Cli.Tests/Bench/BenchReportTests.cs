using System.Text;
using System.Text.Json;
using Descent.Cli.Bench;
using Xunit;

namespace Descent.Cli.Tests.Bench;

public sealed class BenchReportTests
{
    private static readonly Workload Tiny = WorkloadTable.Training.Single(workload => workload.Name == "tiny");

    // 32·(3·112 − 64) = 8,704 operations in 2 µs are 4.352 GFLOP/s; 16 rows in 2 µs are 8 million a second.
    private static readonly BenchReport Report = new(
        2, 200, [new TrainingMeasurement(Tiny, 2e-6, 0)], [new PredictionMeasurement(Tiny, 1024, 1.5e-4)]);

    [Fact]
    public void Json_has_the_documented_members()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            Report.WriteJson(json);
        Assert.Equal(
            """{"threads":2,"peakGflops":200,"workloads":[{"name":"tiny","optimizer":"sgd","samplesPerSecond":8000000,"microsecondsPerStep":2,"gigaflops":4.352,"allocatedBytesPerStep":0}],"inference":[{"name":"tiny","rows":1024,"microseconds":150}]}""",
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Text_shows_the_share_of_the_peak()
    {
        var output = new StringWriter();
        BenchText.Write(Report, output);
        Assert.Contains("2 threads, measured peak of fused multiply-adds: 200.0 GFLOP/s", output.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"tiny +sgd +8,000,000 +2\.00 +4\.4 +2\.2 % +0", output.ToString());
    }

    [Fact]
    public void A_short_run_measures_what_it_was_asked_for()
    {
        var effort = new BenchEffort(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(5), 5);
        BenchReport report = BenchRun.Execute(1, TestContext.Current.CancellationToken, effort: effort, names: ["table"]);
        TrainingMeasurement training = Assert.Single(report.Trainings);
        Assert.InRange(training.MicrosecondsPerStep, 0.1, 1e6);
        Assert.Equal([1, 1024], report.Predictions.Select(prediction => prediction.Rows));
        Assert.InRange(report.ShareOfPeak(training), 1e-6, 1);
    }

    [Fact]
    public void A_cancelled_run_ends_with_an_exception()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => BenchRun.Execute(1, cancelled.Token, names: ["tiny"]));
    }
}
