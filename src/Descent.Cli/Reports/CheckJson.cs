using System.Text.Json;
using Descent.Cli.Output;
using Descent.Cli.Sessions;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>What a gradient check found, for other programs.</summary>
internal static class CheckJson
{
    public static void Write(CheckOutcome outcome, Stream stream) => JsonText.Write(stream, json =>
    {
        GradientCheck check = outcome.Check;
        json.WriteStartObject();
        json.WriteString("verdict", outcome.IsRight || check.Verdict != GradientVerdict.Agrees ? Name(check.Verdict) : Name(GradientVerdict.Disagrees));
        json.WriteString(outcome.Data.Length == 0 ? "spec" : "model", outcome.Network);
        if (outcome.Data.Length > 0)
            json.WriteString("data", outcome.Data);
        if (outcome.Members > 1)
        {
            json.WriteNumber("member", 1);
            json.WriteNumber("members", outcome.Members);
        }

        if (outcome.Gradients is { } gradients)
            json.WriteString("gradientsFile", gradients);
        json.WriteString("loss", outcome.Loss.Loss.Name);
        json.WriteNumber("rows", outcome.Rows);
        json.WriteString("method", GradientCheck.Method);
        JsonText.WriteNumber(json, "maxRelativeError", check.MaxRelativeError);
        WriteCounts(json, "parameters", check.ParameterCounts);
        WriteCounts(json, "inputs", check.InputCounts);
        if (check.ParameterCounts.NotDrawn + check.InputCounts.NotDrawn > 0)
            json.WriteNumber("seed", outcome.Sample.Seed);
        json.WriteStartArray("gradients");
        foreach (GradientTensorCheck tensor in check.Tensors)
            WriteTensor(json, tensor, outcome.Engine?.Of(tensor.Gradient));
        json.WriteEndArray();
        json.WriteStartArray("wrong");
        foreach ((GradientTensorCheck tensor, GradientElement element) in check.Mistakes)
        {
            json.WriteStartObject();
            json.WriteString("gradient", tensor.Gradient);
            if (!tensor.IsInput)
                json.WriteNumber("layer", tensor.Layer);
            WriteElement(json, element);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteTensor(Utf8JsonWriter json, GradientTensorCheck tensor, EngineGradient? engine)
    {
        json.WriteStartObject();
        json.WriteString("gradient", tensor.Gradient);
        if (!tensor.IsInput)
            json.WriteNumber("layer", tensor.Layer);
        json.WriteString("verdict", Name(tensor.Verdict));
        json.WriteNumber("rows", tensor.Rows);
        json.WriteNumber("columns", tensor.Columns);
        WriteCounts(json, "elements", tensor.Counts);
        if (tensor.Worst is { } worst)
        {
            json.WriteStartObject("worst");
            WriteElement(json, worst);
            json.WriteEndObject();
        }

        if (engine is not null)
            JsonText.WriteNumber(json, "engineDistance", engine.Distance);
        json.WriteEndObject();
    }

    private static void WriteElement(Utf8JsonWriter json, GradientElement element)
    {
        json.WriteNumber("row", element.Row);
        json.WriteNumber("column", element.Column);
        JsonText.WriteNumber(json, "value", element.Gradient);
        JsonText.WriteNumber(json, "centralDifference", element.Difference);
        JsonText.WriteNumber(json, "relativeError", element.RelativeError);
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, GradientCounts counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("total", counts.Total);
        json.WriteNumber("checked", counts.Checked);
        json.WriteNumber("right", counts.Agree);
        json.WriteNumber("acceptable", counts.Acceptable);
        json.WriteNumber("wrong", counts.Disagree);
        json.WriteNumber("kinks", counts.Kinks);
        json.WriteNumber("unresolved", counts.Unresolved);
        json.WriteNumber("notFinite", counts.NotFinite);
        json.WriteNumber("notDrawn", counts.NotDrawn);
        json.WriteEndObject();
    }

    private static string Name(GradientVerdict verdict) => verdict switch
    {
        GradientVerdict.Agrees => "right",
        GradientVerdict.Acceptable => "acceptable",
        GradientVerdict.Disagrees => "wrong",
        _ => "not comparable",
    };
}
