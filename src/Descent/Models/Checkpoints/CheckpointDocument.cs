using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Descent.Training;

namespace Descent.Models;

/// <summary>The JSON document in a checkpoint: counters, and the settings of the training.</summary>
internal sealed record CheckpointDocument
{
    private const string Format = "descent-checkpoint";
    private const int Version = 1;
    private const double MostSeconds = 1e9;

    public required string Library { get; init; }

    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    public required long Steps { get; init; }

    public required int Correct { get; init; }

    public required int Rows { get; init; }

    public required int BestEpoch { get; init; }

    public required double Seconds { get; init; }

    public required bool HasGradients { get; init; }

    public static CheckpointDocument Of(TrainingCheckpoint checkpoint, RunIdentity identity) => new()
    {
        Library = RunIdentity.Library,
        Settings = identity.Settings,
        Epochs = checkpoint.History.Count,
        Batch = checkpoint.Batch,
        Steps = checkpoint.Steps,
        Correct = checkpoint.Sum.Correct,
        Rows = checkpoint.Sum.Rows,
        BestEpoch = checkpoint.BestEpoch,
        Seconds = Math.Clamp(checkpoint.Elapsed.TotalSeconds, 0, MostSeconds),
        HasGradients = checkpoint.Gradients is not null,
    };

    public string Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("library", Library);
            json.WriteNumber("epochs", Epochs);
            json.WriteNumber("batch", Batch);
            json.WriteNumber("steps", Steps);
            json.WriteNumber("correct", Correct);
            json.WriteNumber("rows", Rows);
            json.WriteNumber("bestEpoch", BestEpoch);
            json.WriteNumber("seconds", Seconds);
            json.WriteBoolean("gradients", HasGradients);
            json.WriteStartObject("settings");
            foreach ((string name, string value) in Settings)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <exception cref="ModelFileException">The document is not what this version writes.</exception>
    public static CheckpointDocument Read(string json, string? file)
    {
        var context = new MetadataContext(file, ModelFile.DocumentKey, "the file is damaged or from a newer version: update, or remove it");
        return MetadataJson.Read(json, context, document =>
        {
            document["format"].OneOf((Format, 0));
            document["version"].Int32(Version, Version);
            int epochs = Count(document, "epochs"), rows = Count(document, "rows");
            return new CheckpointDocument
            {
                Library = document["library"].String(),
                Epochs = epochs,
                Batch = Count(document, "batch"),
                Steps = document["steps"].Int64(0, long.MaxValue),
                Correct = document["correct"].Int32(0, rows),
                Rows = rows,
                BestEpoch = document["bestEpoch"].Int32(0, epochs),
                Seconds = document["seconds"].Double(0, MostSeconds),
                HasGradients = document["gradients"].Boolean(),
                Settings = document["settings"].Object(settings => settings.Names.ToDictionary(
                    name => name, name => settings[name].String(), StringComparer.Ordinal)),
            };
        });
    }

    private static int Count(MetadataObject document, string name) => document[name].Int32(0, int.MaxValue);
}
