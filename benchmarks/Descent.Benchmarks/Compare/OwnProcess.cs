using System.Text.Json;
using Descent.Benchmarks.Onnx;
using Descent.Cli.Bench;

namespace Descent.Benchmarks.Compare;

/// <summary>The two contestants that are this program, started anew like the others.</summary>
internal static class OwnProcess
{
    public const string Descent = "contestant-descent";
    public const string Onnx = "contestant-onnx";

    public static int RunDescent(PeerArguments arguments)
    {
        BenchReport report = BenchRun.Execute(
            arguments.Threads, CancellationToken.None, effort: arguments.Effort, names: [.. Names(arguments)]);
        using var json = new Utf8JsonWriter(Console.OpenStandardOutput());
        report.WriteJson(json);
        return 0;
    }

    public static int RunOnnx(PeerArguments arguments)
    {
        var predictions = new List<PeerPrediction>();
        foreach (Workload workload in WorkloadTable.Prediction.Where(workload => Names(arguments).Contains(workload.Name)))
        {
            foreach (int rows in WorkloadTable.PredictionRows)
            {
                double seconds = OnnxPrediction.MedianSeconds(workload, rows, arguments.Threads, arguments.Effort);
                predictions.Add(new PeerPrediction(workload.Name, rows, seconds * 1e6));
            }
        }

        var report = new PeerReport("ONNX Runtime " + OnnxPrediction.Version, null, null, predictions);
        Console.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        return 0;
    }

    private static IEnumerable<string> Names(PeerArguments arguments) => arguments.Workloads.Select(text => text.Split(';')[0]);
}
