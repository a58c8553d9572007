using System.Text.Json;

namespace Descent.Cli.Bench;

/// <summary>What a run of the benchmark found.</summary>
/// <param name="Threads">How many threads were used.</param>
/// <param name="PeakGflops">The measured peak of fused multiply-adds on that many threads.</param>
/// <param name="Trainings">The trainings, in the order of the table.</param>
/// <param name="Predictions">The predictions, in the order of the table.</param>
internal sealed record BenchReport(
    int Threads, double PeakGflops, IReadOnlyList<TrainingMeasurement> Trainings, IReadOnlyList<PredictionMeasurement> Predictions)
{
    /// <summary>The share of the peak that a training reaches, in [0, 1].</summary>
    public double ShareOfPeak(TrainingMeasurement training) => training.Gigaflops / PeakGflops;

    /// <summary>Writes one JSON object.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("threads", Threads);
        json.WriteNumber("peakGflops", Rounded(PeakGflops));
        json.WriteStartArray("workloads");
        foreach (TrainingMeasurement training in Trainings)
        {
            json.WriteStartObject();
            json.WriteString("name", training.Workload.Name);
            json.WriteString("optimizer", training.Workload.Optimizer.Name);
            json.WriteNumber("samplesPerSecond", Rounded(training.SamplesPerSecond));
            json.WriteNumber("microsecondsPerStep", Rounded(training.MicrosecondsPerStep));
            json.WriteNumber("gigaflops", Rounded(training.Gigaflops));
            json.WriteNumber("allocatedBytesPerStep", Rounded(training.AllocatedBytesPerStep));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("inference");
        foreach (PredictionMeasurement prediction in Predictions)
        {
            json.WriteStartObject();
            json.WriteString("name", prediction.Workload.Name);
            json.WriteNumber("rows", prediction.Rows);
            json.WriteNumber("microseconds", Rounded(prediction.Microseconds));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Three decimals: what follows is noise.</summary>
    private static double Rounded(double value) => Math.Round(value, 3);
}
