using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Descent.Data;
using Descent.Networks;

namespace Descent.Models;

/// <summary>The JSON document in a model file: everything but the numbers.</summary>
internal sealed record ModelDocument(
    int Inputs, IReadOnlyList<int> Seeds, SharedLayers Shared, IReadOnlyList<Layer> Layers, TaskKind Task, IReadOnlyList<string> FeatureNames, string TargetName,
    IReadOnlyList<string> Classes, float FeatureBound, TargetTransform TargetTransform, TablePipeline? Pipeline, CalibrationDocument? Calibration, TrainingRecord? Training)
{
    private const string Format = "descent-model";
    private const int Version = 1;
    private const int MaximumLayers = 1000;
    private const int MaximumUnits = 1 << 24;
    private const int MaximumNames = 1 << 24;

    private static readonly (string Name, TargetTransform Value)[] Transforms = [("log", TargetTransform.Log), ("yeo-johnson", TargetTransform.YeoJohnson)];

    // What can be saved can be loaded: only the header of the file, which is far shorter, limits texts.
    private const int MaximumText = int.MaxValue;

    public static string Write(Model model)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("task", model.Task == TaskKind.Classification ? "classification" : "regression");
            WriteNetwork(json, model.Ensemble);
            WriteNames(json, "features", model.FeatureNames);
            json.WriteString("target", model.TargetName);
            WriteNames(json, "classes", model.Classes);
            if (float.IsFinite(model.FeatureScaler.Bound))
                json.WriteNumber("featureBound", model.FeatureScaler.Bound);
            if (model.TargetScaler is { Transform: not TargetTransform.None and var transform })
                json.WriteString("targetTransform", Array.Find(Transforms, entry => entry.Value == transform).Name);
            if (model.Pipeline is { } pipeline)
                PipelineDocument.Write(json, pipeline);
            if (model.Calibration is { } calibration)
                CalibrationDocument.Write(json, calibration);
            if (model.Training is { } training)
                TrainingDocument.Write(json, training);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <exception cref="ModelFileException">The document is not what this version writes.</exception>
    public static ModelDocument Read(string json, string? file)
    {
        var context = new MetadataContext(file, ModelFile.DocumentKey, "the file is damaged or from a newer version: train again or update");
        return MetadataJson.Read(json, context, document =>
        {
            document["format"].OneOf((Format, 0));
            document["version"].Int32(Version, Version);
            TaskKind task = document["task"].OneOf(("classification", TaskKind.Classification), ("regression", TaskKind.Regression));
            (int inputs, int[] seeds, SharedLayers shared, Layer[] layers) = document["network"].Object(ReadNetwork);
            return new ModelDocument(
                inputs, seeds, shared, layers, task,
                document["features"].Array(inputs, inputs, name => name.String(MaximumText)),
                document["target"].String(MaximumText),
                document["classes"].Array(task == TaskKind.Classification ? 2 : 0, task == TaskKind.Classification ? MaximumNames : 0, name => name.String(MaximumText)),
                document.Optional("featureBound")?.Single(float.Epsilon) ?? float.PositiveInfinity,
                task == TaskKind.Regression ? document.Optional("targetTransform")?.OneOf(Transforms) ?? TargetTransform.None : TargetTransform.None,
                PipelineDocument.Read(document),
                document.Optional("calibration")?.Object(CalibrationDocument.Read),
                document.Optional("training")?.Object(TrainingDocument.Read));
        });
    }

    private static void WriteNetwork(Utf8JsonWriter json, Ensemble ensemble)
    {
        Network network = ensemble.Members[0];
        json.WriteStartObject("network");
        json.WriteNumber("inputs", network.Inputs);
        json.WriteNumber("seed", network.Seed);
        if (ensemble.Members.Count > 1)
        {
            json.WriteStartArray("seeds");
            foreach (Network member in ensemble.Members)
                json.WriteNumberValue(member.Seed);
            json.WriteEndArray();
            SharedLayers.Of(ensemble).Write(json);
        }

        json.WriteStartArray("layers");
        foreach (Layer layer in network.Layers)
        {
            json.WriteStartObject();
            json.WriteNumber("units", layer.Units);
            if (layer.Sources is { } sources)
            {
                json.WriteStartArray("sources");
                foreach (int input in sources)
                    json.WriteNumberValue(input);
                json.WriteEndArray();
            }

            json.WriteString("activation", layer.Activation.ToString());
            json.WriteString("initializer", layer.Initializer.Name);
            json.WriteBoolean("bias", layer.HasBias);
            json.WriteNumber("dropout", layer.Dropout);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static (int Inputs, int[] Seeds, SharedLayers Shared, Layer[] Layers) ReadNetwork(MetadataObject network)
    {
        int inputs = network["inputs"].Int32(1, MaximumUnits);
        int seed = network["seed"].Int32(int.MinValue, int.MaxValue);
        int[] seeds = network.Optional("seeds")?.Array(2, Ensemble.MostMembers, member => member.Int32(int.MinValue, int.MaxValue)) ?? [seed];
        Layer[] layers = network["layers"].Array(1, MaximumLayers, layer => layer.Object(ReadLayer));
        Ensemble.RequireSize(Network.LayoutOf(inputs, layers), seeds.Length);
        return (inputs, seeds, SharedLayers.Read(network, seeds.Length, layers.Length), layers);
    }

    private static Layer ReadLayer(MetadataObject layer)
    {
        int units = layer["units"].Int32(1, MaximumUnits);
        int[]? sources = layer.Optional("sources")?.Array(units, units, input => input.Int32(0, MaximumUnits - 1));
        Activation activation = layer["activation"].Parse(Activation.Parse);
        Initializer initializer = layer["initializer"].Parse(Initializer.Parse);
        bool bias = layer["bias"].Boolean();
        float dropout = layer["dropout"].Single(0, 1);
        return sources is null
            ? Layer.Dense(units, activation, initializer, bias, dropout)
            : Layer.FeatureWise(sources, activation, initializer, bias, dropout);
    }

    private static void WriteNames(Utf8JsonWriter json, string property, IReadOnlyList<string> names)
    {
        json.WriteStartArray(property);
        foreach (string name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
