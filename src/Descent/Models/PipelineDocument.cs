using System.Text.Json;
using Descent.Data;

namespace Descent.Models;

/// <summary>A <see cref="TablePipeline"/> as JSON.</summary>
internal static class PipelineDocument
{
    private const string Property = "pipeline";
    private const int MostColumns = 1 << 24;
    private const int MostTexts = 1 << 24;

    private static readonly (string Name, DateForm Value)[] Forms =
    [
        ("year-month-day", DateForm.YearFirst), ("day-month-year", DateForm.DayFirst), ("month-day-year", DateForm.MonthFirst), ("time", DateForm.TimeOnly),
    ];

    private static readonly (string Name, ColumnKind Value)[] LeftOutKinds =
        [("identifier", ColumnKind.Identifier), ("constant", ColumnKind.Constant), ("free text", ColumnKind.FreeText)];

    public static void Write(Utf8JsonWriter json, TablePipeline pipeline)
    {
        json.WriteStartObject(Property);
        WriteContent(json, pipeline);
        json.WriteEndObject();
    }

    /// <summary>The properties of the object, for a document of another shape.</summary>
    public static void WriteContent(Utf8JsonWriter json, TablePipeline pipeline)
    {
        json.WriteStartArray("missing");
        foreach (string mark in pipeline.Missing)
            json.WriteStringValue(mark);
        json.WriteEndArray();
        json.WriteStartArray("columns");
        foreach (ColumnEncoder column in pipeline.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            WriteColumn(json, column);
            if (column.Profile is { } profile && pipeline.Columns.Count <= TablePipeline.MostProfiles)
                ProfileDocument.Write(json, profile);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("leftOut");
        foreach (LeftOutColumn column in pipeline.LeftOut)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("kind", NameOf(LeftOutKinds, column.Kind));
            json.WriteString("reason", column.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The pipeline of a model's document, or null where it has none: features are then taken as they are.</summary>
    public static TablePipeline? Read(MetadataObject document) => document.Optional(Property)?.Object(pipeline => new TablePipeline(
        pipeline["columns"].Array(1, MostColumns, column => column.Object(ReadColumn)),
        pipeline["leftOut"].Array(0, MostColumns, column => column.Object(ReadLeftOut)),
        pipeline["missing"].Array(0, MostTexts, Text)));

    private static void WriteColumn(Utf8JsonWriter json, ColumnEncoder column)
    {
        switch (column)
        {
            case NumberEncoder number:
                json.WriteString("kind", number.Kind == ColumnKind.Boolean ? "boolean" : "numeric");
                json.WriteNumber("fill", number.Fill);
                json.WriteBoolean("hasMissing", number.HasIndicator);
                break;
            case CategoryEncoder category:
                json.WriteString("kind", "category");
                json.WriteStartArray("categories");
                foreach (string name in category.Categories)
                    json.WriteStringValue(name);
                json.WriteEndArray();
                json.WriteBoolean("hasRare", category.HasOther);
                json.WriteBoolean("hasMissing", category.HasMissing);
                break;
            case DateEncoder date:
                json.WriteString("kind", "date");
                json.WriteString("order", NameOf(Forms, date.Form));
                json.WriteBoolean("hasTime", date.HasTime);
                json.WriteNumber("fill", date.Fill);
                json.WriteBoolean("hasMissing", date.HasIndicator);
                break;
            default:
                throw new ArgumentException($"A column of the kind {column.Kind} cannot be saved.", nameof(column));
        }
    }

    private static ColumnEncoder ReadColumn(MetadataObject column)
    {
        string name = Text(column["name"]);
        Func<ColumnEncoder> read = column["kind"].OneOf<Func<ColumnEncoder>>(
            ("numeric", () => ReadNumber(name, ColumnKind.Numeric, column)),
            ("boolean", () => ReadNumber(name, ColumnKind.Boolean, column)),
            ("category", () => ReadCategory(name, column)),
            ("date", () => ReadDate(name, column)));
        return read();
    }

    private static NumberEncoder ReadNumber(string name, ColumnKind kind, MetadataObject column) =>
        new(name, kind, column["fill"].Single(), column["hasMissing"].Boolean())
        {
            Profile = ProfileDocument.ReadNumbers(column),
        };

    private static DateEncoder ReadDate(string name, MetadataObject column) =>
        new(name, column["order"].OneOf(Forms), column["hasTime"].Boolean(), column["fill"].Single(), column["hasMissing"].Boolean())
        {
            Profile = ProfileDocument.ReadNumbers(column),
        };

    private static CategoryEncoder ReadCategory(string name, MetadataObject column)
    {
        string[] categories = column["categories"].Array(1, MostTexts, Text);
        return new CategoryEncoder(name, categories, column["hasRare"].Boolean(), column["hasMissing"].Boolean())
        {
            Profile = ProfileDocument.ReadCategories(column, categories.Length),
        };
    }

    private static LeftOutColumn ReadLeftOut(MetadataObject column) => new(Text(column["name"]), column["kind"].OneOf(LeftOutKinds), Text(column["reason"]));

    // What can be saved can be loaded: only the header of the file, which is far shorter, limits texts.
    private static string Text(MetadataValue value) => value.String(int.MaxValue);

    private static string NameOf<T>((string Name, T Value)[] names, T value) => Array.Find(names, entry => EqualityComparer<T>.Default.Equals(entry.Value, value)).Name;
}
