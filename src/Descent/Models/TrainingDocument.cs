using System.Text.Json;

namespace Descent.Models;

/// <summary>A <see cref="TrainingRecord"/> as JSON.</summary>
internal static class TrainingDocument
{
    private const int MaximumCount = int.MaxValue;

    public static void Write(Utf8JsonWriter json, TrainingRecord record)
    {
        json.WriteStartObject("training");
        json.WriteString("data", record.Data);
        json.WriteString("dataSha256", record.DataSha256);
        json.WriteNumber("trainRows", record.TrainRows);
        json.WriteNumber("validationRows", record.ValidationRows);
        json.WriteNumber("testRows", record.TestRows);
        json.WriteString("loss", record.Loss);
        json.WriteString("optimizer", record.Optimizer);
        json.WriteNumber("learningRate", record.LearningRate);
        json.WriteString("schedule", record.Schedule);
        json.WriteNumber("batchSize", record.BatchSize);
        json.WriteNumber("accumulate", record.Accumulate);
        json.WriteNumber("epochs", record.Epochs);
        json.WriteNumber("epochsRun", record.EpochsRun);
        json.WriteNumber("bestEpoch", record.BestEpoch);
        json.WriteString("stopReason", record.StopReason);
        json.WriteNumber("seed", record.Seed);
        json.WriteString("version", record.Version);
        json.WriteStartObject("metrics");
        foreach ((string part, IReadOnlyDictionary<string, double> metrics) in record.Metrics)
        {
            json.WriteStartObject(part);
            foreach ((string name, double value) in metrics)
                WriteNumber(json, name, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static TrainingRecord Read(MetadataObject record) => new()
    {
        Data = record["data"].String(),
        DataSha256 = record["dataSha256"].String(64),
        TrainRows = record["trainRows"].Int32(1, MaximumCount),
        ValidationRows = record["validationRows"].Int32(0, MaximumCount),
        TestRows = record["testRows"].Int32(0, MaximumCount),
        Loss = record["loss"].String(),
        Optimizer = record["optimizer"].String(),
        LearningRate = record["learningRate"].Single(0),
        Schedule = record["schedule"].String(),
        BatchSize = record["batchSize"].Int32(1, MaximumCount),
        Accumulate = record["accumulate"].Int32(1, MaximumCount),
        Epochs = record["epochs"].Int32(1, MaximumCount),
        EpochsRun = record["epochsRun"].Int32(0, MaximumCount),
        BestEpoch = record["bestEpoch"].Int32(0, MaximumCount),
        StopReason = record["stopReason"].String(),
        Seed = record["seed"].Int32(int.MinValue, int.MaxValue),
        Version = record["version"].String(),
        Metrics = record["metrics"].Object(ReadParts),
    };

    private static Dictionary<string, IReadOnlyDictionary<string, double>> ReadParts(MetadataObject parts) =>
        parts.Names.ToDictionary(
            part => part,
            part => (IReadOnlyDictionary<string, double>)parts[part].Object(
                metrics => metrics.Names.ToDictionary(name => name, name => metrics[name].DoubleOrInfinity(), StringComparer.Ordinal)),
            StringComparer.Ordinal);

    // JSON has no infinity, and a log loss can be infinite.
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteString(name, value > 0 ? "Infinity" : value < 0 ? "-Infinity" : "NaN");
    }
}
