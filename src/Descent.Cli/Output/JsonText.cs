using System.Text.Encodings.Web;
using System.Text.Json;
using Descent.Data;

namespace Descent.Cli.Output;

/// <summary>Writes JSON for other programs.</summary>
internal static class JsonText
{
    // Names of classes and columns stay readable: the text is for files and pipes, not for a web page.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one document, indented, with a line feed at its end.</summary>
    public static void Write(Stream stream, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
            write(json);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>A number; JSON has no infinity, so that is a text.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        WriteValue(json, value);
    }

    /// <summary>A number in a list, or null where there is none.</summary>
    public static void WriteValue(Utf8JsonWriter json, double? value)
    {
        if (value is null)
            json.WriteNullValue();
        else if (double.IsFinite(value.Value))
            json.WriteNumberValue(value.Value);
        else
            json.WriteStringValue(double.IsNaN(value.Value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    public static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static string Task(TaskKind task) => task == TaskKind.Classification ? "classification" : "regression";
}
