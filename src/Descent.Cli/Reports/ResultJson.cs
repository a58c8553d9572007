using System.Text.Json;
using Descent.Cli.Output;
using Descent.Evaluation;
using Descent.Models;
using Descent.Tabular;
using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>The result of <c>train</c> or <c>evaluate</c> for other programs. What was not measured is left out.</summary>
internal sealed record ResultJson
{
    public required Model Model { get; init; }

    public required IReadOnlyList<MeasuredPart> Parts { get; init; }

    /// <summary>Epochs that were run.</summary>
    public int? Epochs { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>The file of the model.</summary>
    public required string Path { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What the training showed to be going wrong; null where nothing was trained.</summary>
    public IReadOnlyList<Finding>? Findings { get; init; }

    /// <summary>The cross-validation; null: none was asked for.</summary>
    public CrossValidation? CrossValidation { get; init; }

    /// <summary>What predicts without much thought, by its key; null where there is nothing to compare with.</summary>
    public IReadOnlyList<(string Key, Baseline? Baseline)> Baselines { get; init; } = [];

    /// <summary>95 % intervals of the metrics on the test rows; null: not measured.</summary>
    public IReadOnlyDictionary<Metric, Interval>? Intervals { get; init; }

    /// <summary>Which columns the model relies on; null: not measured.</summary>
    public PermutationImportance? Importance { get; init; }

    /// <summary>The result of a training.</summary>
    /// <param name="result">The result.</param>
    /// <param name="path">The file of the model.</param>
    public static ResultJson Of(TableTrainingResult result, string path) => new()
    {
        Model = result.Model,
        Parts = result.Parts,
        Epochs = result.Networks[0].History.Count,
        Elapsed = result.Elapsed,
        Path = path,
        Warnings = result.Warnings,
        Findings = result.Findings,
        Intervals = result.TestIntervals is null ? null : Comparison.Of(result).Intervals,
        Importance = result.Importance ?? result.CrossValidation?.Importance,
        CrossValidation = result.CrossValidation,
        Baselines = [("constant", result.Constant), ("linear", result.Linear)],
    };

    public void WriteTo(Stream stream) => JsonText.Write(stream, json =>
    {
        json.WriteStartObject();
        json.WriteString("task", JsonText.Task(Model.Task));
        json.WriteStartObject("rows");
        foreach (MeasuredPart part in Parts)
            json.WriteNumber(part.Part, part.Metrics.Rows);
        json.WriteEndObject();
        if (Epochs is { } epochs)
            json.WriteNumber("epochs", epochs);
        json.WriteNumber("seconds", Math.Round(Elapsed.TotalSeconds, 3));
        json.WriteNumber("parameters", Model.Ensemble.ParameterCount);
        json.WriteString("sha256", Model.Ensemble.ParametersSha256());
        json.WriteStartObject("metrics");
        foreach (MeasuredPart part in Parts)
        {
            WriteMetrics(json, part.Part, part.Metrics);
        }

        json.WriteEndObject();
        WriteIntervals(json);
        WriteBaselines(json, Baselines);
        if (CrossValidation is { } folds)
            WriteFolds(json, folds);
        WriteImportance(json);
        json.WriteString("model", Path);
        JsonText.WriteNames(json, "warnings", Warnings);
        if (Findings is not null)
            FindingsReport.Write(json, Findings);
        json.WriteEndObject();
    });

    private void WriteIntervals(Utf8JsonWriter json)
    {
        if (Intervals is null)
            return;
        json.WriteStartObject("intervals");
        json.WriteStartObject(MeasuredPart.Test);
        foreach ((Metric metric, Interval interval) in Intervals)
        {
            json.WriteStartArray(metric.Name);
            JsonText.WriteValue(json, interval.Lower);
            JsonText.WriteValue(json, interval.Upper);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteImportance(Utf8JsonWriter json)
    {
        if (Importance is null)
            return;
        json.WriteStartObject("importance");
        json.WriteString("metric", Importance.Metric.Name);
        JsonText.WriteNumber(json, "baseline", Importance.Baseline);
        if (Importance.Folds > 1)
            json.WriteNumber("folds", Importance.Folds);
        json.WriteStartArray("columns");
        foreach (ColumnImportance column in Importance.Columns)
        {
            json.WriteStartObject();
            json.WriteString("column", column.Column);
            JsonText.WriteNumber(json, "worsening", column.Worsening);
            if (column.StandardDeviation is { } deviation)
                JsonText.WriteNumber(json, "standardDeviation", deviation);
            if (column.AccuracyDrop is { } drop)
                JsonText.WriteNumber(json, "accuracyDrop", drop);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMetrics(Utf8JsonWriter json, string name, MetricSet metrics)
    {
        json.WriteStartObject(name);
        foreach (MetricValue value in metrics.Values)
            JsonText.WriteNumber(json, value.Metric.Name, value.Value);
        json.WriteEndObject();
    }

    private static void WriteBaselines(Utf8JsonWriter json, IReadOnlyList<(string Key, Baseline? Baseline)> baselines)
    {
        if (baselines.All(entry => entry.Baseline is null))
            return;
        json.WriteStartObject("baselines");
        foreach ((string key, Baseline? baseline) in baselines)
        {
            if (baseline is not null)
                WriteMetrics(json, key, baseline.Metrics);
        }

        json.WriteEndObject();
    }

    private static void WriteFolds(Utf8JsonWriter json, CrossValidation folds)
    {
        json.WriteStartObject("crossValidation");
        json.WriteNumber("folds", folds.Folds.Count);
        json.WriteStartObject("metrics");
        foreach (MetricSpread spread in folds.Spreads)
        {
            json.WriteStartObject(spread.Metric.Name);
            JsonText.WriteNumber(json, "mean", spread.Mean);
            JsonText.WriteNumber(json, "standardDeviation", spread.StandardDeviation);
            json.WriteStartArray("folds");
            foreach (MetricSet fold in folds.Folds)
                JsonText.WriteValue(json, fold[spread.Metric]);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteMetrics(json, "pooled", folds.Pooled);
        WriteBaselines(json, [("constant", folds.Constant), ("linear", folds.Linear)]);
        json.WriteEndObject();
    }
}
