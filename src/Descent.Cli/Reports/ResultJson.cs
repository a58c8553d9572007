using Descent.Cli.Output;
using Descent.Cli.Sessions;
using Descent.Evaluation;
using Descent.Models;
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
            json.WriteStartObject(part.Part);
            foreach (MetricValue value in part.Metrics.Values)
                JsonText.WriteNumber(json, value.Metric.Name, value.Value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteString("model", Path);
        JsonText.WriteNames(json, "warnings", Warnings);
        if (Findings is not null)
            FindingsReport.Write(json, Findings);
        json.WriteEndObject();
    });
}
