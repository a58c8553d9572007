using System.Text.Json;
using Descent.Cli.Output;
using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;

namespace Descent.Cli.Reports;

/// <summary>What is in a model, for other programs.</summary>
internal static class ModelJson
{
    public static void Write(Stream stream, Model model, string path, long bytes) => JsonText.Write(stream, json =>
    {
        json.WriteStartObject();
        json.WriteString("model", path);
        json.WriteNumber("bytes", bytes);
        json.WriteString("task", JsonText.Task(model.Task));
        json.WriteString("target", model.TargetName);
        JsonText.WriteNames(json, "features", model.FeatureNames);
        JsonText.WriteNames(json, "classes", model.Classes);
        json.WriteStartObject("preprocessing");
        if (model.Pipeline is { } pipeline)
            PipelineDocument.WriteContent(json, pipeline);
        if (float.IsFinite(model.FeatureScaler.Bound))
            json.WriteNumber("featureBound", model.FeatureScaler.Bound);
        WriteNumbers(json, "featureOffsets", model.FeatureScaler.Offsets);
        WriteNumbers(json, "featureScales", model.FeatureScaler.Scales);
        if (model.TargetScaler is { } targets)
        {
            WriteNumbers(json, "targetOffsets", targets.Offsets);
            WriteNumbers(json, "targetScales", targets.Scales);
            if (targets.Transform != TargetTransform.None)
                json.WriteString("targetTransform", targets.Transform == TargetTransform.Log ? "log" : "yeo-johnson");
            if (targets.Powers.Length > 0)
                WriteNumbers(json, "targetPowers", targets.Powers);
        }

        json.WriteEndObject();
        json.WriteStartArray("layers");
        for (int l = 0; l < model.Network.Layers.Count; l++)
            WriteLayer(json, model.Network, l);
        json.WriteEndArray();
        json.WriteNumber("members", model.Ensemble.Members.Count);
        json.WriteNumber("parameters", model.Ensemble.ParameterCount);
        json.WriteString("sha256", model.Ensemble.ParametersSha256());
        if (model.Calibration is { } calibration)
            WriteCalibration(json, calibration);
        if (model.Training is { } training)
            WriteTraining(json, training);
        json.WriteEndObject();
    });

    private static void WriteCalibration(Utf8JsonWriter json, PredictionCalibration calibration)
    {
        json.WriteStartObject("calibration");
        json.WriteNumber("temperature", calibration.Temperature);
        if (calibration.Scores is { } scores)
        {
            json.WriteNumber("rows", scores.Rows);
            json.WriteStartArray("scores");
            for (int column = 0; column < scores.Columns; column++)
            {
                json.WriteStartArray();
                foreach (float score in scores.Of(column))
                    json.WriteNumberValue(score);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteLayer(Utf8JsonWriter json, Network network, int l)
    {
        Layer layer = network.Layers[l];
        json.WriteStartObject();
        json.WriteNumber("inputs", network.InputsOf(l));
        json.WriteNumber("outputs", layer.Units);
        if (layer.Sources is { } sources)
        {
            json.WriteStartArray("sources");
            foreach (int input in sources)
                json.WriteNumberValue(input);
            json.WriteEndArray();
        }

        json.WriteString("activation", layer.Activation.ToString());
        json.WriteBoolean("bias", layer.HasBias);
        json.WriteNumber("dropout", layer.Dropout);
        json.WriteString("initializer", layer.Initializer.Name);
        json.WriteNumber("parameters", network.Layout.Weights(l).Count + (network.Layout.Biases(l)?.Count ?? 0));
        json.WriteEndObject();
    }

    private static void WriteTraining(Utf8JsonWriter json, TrainingRecord training)
    {
        json.WriteStartObject("training");
        json.WriteString("data", training.Data);
        json.WriteString("dataSha256", training.DataSha256);
        json.WriteStartObject("rows");
        json.WriteNumber("train", training.TrainRows);
        json.WriteNumber("validation", training.ValidationRows);
        json.WriteNumber("test", training.TestRows);
        json.WriteEndObject();
        json.WriteString("loss", training.Loss);
        json.WriteString("optimizer", training.Optimizer);
        json.WriteNumber("learningRate", training.LearningRate);
        json.WriteString("schedule", training.Schedule);
        json.WriteString("dropoutSchedule", training.DropoutSchedule);
        json.WriteNumber("batchSize", training.BatchSize);
        json.WriteNumber("accumulate", training.Accumulate);
        json.WriteNumber("epochs", training.Epochs);
        json.WriteNumber("epochsRun", training.EpochsRun);
        json.WriteNumber("bestEpoch", training.BestEpoch);
        json.WriteString("stopReason", training.StopReason);
        json.WriteNumber("seed", training.Seed);
        json.WriteString("version", training.Version);
        if (training.TargetMeans.Count > 0)
            WriteNumbers(json, "targetMeans", [.. training.TargetMeans]);
        json.WriteStartObject("metrics");
        foreach ((string part, IReadOnlyDictionary<string, double> metrics) in training.Metrics)
        {
            json.WriteStartObject(part);
            foreach ((string name, double value) in metrics)
                JsonText.WriteNumber(json, name, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<float> numbers)
    {
        json.WriteStartArray(name);
        foreach (float number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
