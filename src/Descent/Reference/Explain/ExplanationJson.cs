using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Descent.Reference;

/// <summary>
/// Writes an explanation as JSON. Numbers are the shortest that read back as the same double; one that is not finite is
/// the text "Infinity", "-Infinity" or "NaN"; there is no negative zero.
/// </summary>
public static class ExplanationJson
{
    private const int LineWidth = 100;

    /// <summary>Writes the document, indented, in UTF-8, with a line feed at its end.</summary>
    public static void Write(Explanation explanation, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentNullException.ThrowIfNull(stream);
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            WriteNumber(json, "loss", explanation.Pass.Loss);
            WriteLayers(json, explanation.Pass, explanation.Spec.Network);
            WriteMatrix(json, "dX", explanation.Pass.dX);
            WriteCheck(json, explanation.Check);
            if (explanation is { Updated: { } updated, UpdatedLoss: { } loss })
                WriteUpdated(json, updated, loss);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteLayers(Utf8JsonWriter json, ReferencePass pass, ReferenceNetwork network)
    {
        json.WriteStartArray("layers");
        foreach ((int l, ReferenceLayerPass layer) in pass.Layers.Index())
        {
            json.WriteStartObject();
            WriteSources(json, network.Layers[l]);
            WriteMatrix(json, "z", layer.Z);
            WriteMatrix(json, "a", layer.A);
            WriteMatrix(json, "dA", layer.dA);
            WriteMatrix(json, "dZ", layer.dZ);
            WriteMatrix(json, "dW", layer.dW);
            WriteVector(json, "db", layer.db);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCheck(Utf8JsonWriter json, GradientCheck check)
    {
        json.WriteStartObject("check");
        json.WriteString("method", GradientCheck.Method);
        WriteNumber(json, "maxRelativeError", check.MaxRelativeError);
        json.WriteNumber("parameters", check.Parameters);
        if (check.Kinks > 0)
            json.WriteNumber("kinks", check.Kinks);
        if (check.Unresolved > 0)
            json.WriteNumber("unresolved", check.Unresolved);
        json.WriteEndObject();
    }

    private static void WriteUpdated(Utf8JsonWriter json, ReferenceNetwork network, double loss)
    {
        json.WriteStartObject("updated");
        json.WriteStartArray("layers");
        foreach (ReferenceLayer layer in network.Layers)
        {
            json.WriteStartObject();
            WriteSources(json, layer);
            WriteMatrix(json, "weights", layer.Weights);
            WriteVector(json, "biases", layer.Biases);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteNumber(json, "loss", loss);
        json.WriteEndObject();
    }

    // The other weights of a feature-wise layer are 0 and no parameters.
    private static void WriteSources(Utf8JsonWriter json, ReferenceLayer layer)
    {
        if (layer.Sources is not { } sources)
            return;
        json.WritePropertyName("sources");
        json.WriteRawValue($"[{string.Join(", ", sources)}]", skipInputValidation: true);
    }

    private static void WriteNumber(Utf8JsonWriter json, string key, double value)
    {
        json.WritePropertyName(key);
        json.WriteRawValue(Number(value), skipInputValidation: true);
    }

    private static void WriteVector(Utf8JsonWriter json, string key, double[]? vector)
    {
        if (vector is null)
            return;
        json.WritePropertyName(key);
        json.WriteRawValue($"[{string.Join(", ", vector.Select(Number))}]", skipInputValidation: true);
    }

    // The writer would give every number a line of its own. A matrix stands on one line, or with a line for each row.
    private static void WriteMatrix(Utf8JsonWriter json, string key, double[,] matrix)
    {
        string[] rows = new string[matrix.GetLength(0)];
        for (int i = 0; i < rows.Length; i++)
        {
            StringBuilder row = new("[");
            for (int j = 0; j < matrix.GetLength(1); j++)
                row.Append(j == 0 ? "" : ", ").Append(Number(matrix[i, j]));
            rows[i] = row.Append(']').ToString();
        }

        json.WritePropertyName(key);
        string indent = "\n" + new string(' ', 2 * json.CurrentDepth);
        json.WriteRawValue(
            rows.Sum(row => row.Length + 2) <= LineWidth
                ? $"[{string.Join(", ", rows)}]"
                : $"[{string.Join(",", rows.Select(row => $"{indent}  {row}"))}{indent}]",
            skipInputValidation: true);
    }

    private static string Number(double value)
    {
        string text = (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? text : $"\"{text}\"";
    }
}
