using System.Text.Json;
using Descent.Training;

namespace Descent.Models;

/// <summary>A <see cref="TrainingRecord"/> as JSON.</summary>
internal static class TrainingDocument
{
    private const int MostMeans = 1 << 24;

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
        if (record.DropoutSchedule != Schedule.Constant.Name)
            json.WriteString("dropoutSchedule", record.DropoutSchedule);
        json.WriteNumber("batchSize", record.BatchSize);
        json.WriteNumber("accumulate", record.Accumulate);
        json.WriteNumber("epochs", record.Epochs);
        json.WriteNumber("epochsRun", record.EpochsRun);
        json.WriteNumber("bestEpoch", record.BestEpoch);
        json.WriteString("stopReason", record.StopReason);
        json.WriteNumber("seed", record.Seed);
        json.WriteString("version", record.Version);
        if (record.TargetMeans.Count > 0)
        {
            json.WriteStartArray("targetMeans");
            foreach (float mean in record.TargetMeans)
                json.WriteNumberValue(mean);
            json.WriteEndArray();
        }

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
        Data = Text(record, "data"),
        DataSha256 = Text(record, "dataSha256"),
        TrainRows = Number(record, "trainRows", 1),
        ValidationRows = Number(record, "validationRows", 0),
        TestRows = Number(record, "testRows", 0),
        Loss = Text(record, "loss"),
        Optimizer = Text(record, "optimizer"),
        LearningRate = record["learningRate"].Single(0),
        Schedule = Text(record, "schedule"),
        DropoutSchedule = record.Optional("dropoutSchedule")?.String(int.MaxValue) ?? Schedule.Constant.Name,
        BatchSize = Number(record, "batchSize", 1),
        Accumulate = Number(record, "accumulate", 1),
        Epochs = Number(record, "epochs", 1),
        EpochsRun = Number(record, "epochsRun", 0),
        BestEpoch = Number(record, "bestEpoch", 0),
        StopReason = Text(record, "stopReason"),
        Seed = Number(record, "seed", int.MinValue),
        Version = Text(record, "version"),
        // Files of earlier versions have none.
        TargetMeans = record.Optional("targetMeans")?.Array(1, MostMeans, mean => mean.Single()) ?? [],
        Metrics = record["metrics"].Object(ReadParts),
    };

    private static int Number(MetadataObject record, string name, int minimum) => record[name].Int32(minimum, int.MaxValue);

    private static string Text(MetadataObject record, string name) => record[name].String(int.MaxValue);

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
