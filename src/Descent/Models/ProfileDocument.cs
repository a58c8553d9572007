using System.Text.Json;
using Descent.Data;

namespace Descent.Models;

/// <summary>A <see cref="ColumnProfile"/> as JSON, in the object of its column. Files of earlier versions have none.</summary>
internal static class ProfileDocument
{
    private const string Property = "profile";
    private const int MostEdges = 1000;

    public static void Write(Utf8JsonWriter json, ColumnProfile profile)
    {
        json.WriteStartObject(Property);
        if (profile.Range is { } range)
        {
            json.WriteNumber("lowest", range.Lowest);
            json.WriteNumber("highest", range.Highest);
            json.WriteStartArray("edges");
            foreach (float edge in profile.Edges)
                json.WriteNumberValue(edge);
            json.WriteEndArray();
        }

        json.WriteStartArray("counts");
        foreach (int count in profile.Counts)
            json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteNumber("missing", profile.Missing);
        json.WriteEndObject();
    }

    /// <summary>The profile of a column of numbers.</summary>
    public static ColumnProfile? ReadNumbers(MetadataObject column) => column.Optional(Property)?.Object(profile =>
    {
        float[] edges = profile["edges"].Array(0, MostEdges, edge => edge.Single());
        return ColumnProfile.OfNumbers(
            edges, ReadCounts(profile, edges.Length + 1), Count(profile["missing"]), new ValueRange(profile["lowest"].Single(), profile["highest"].Single()));
    });

    /// <summary>The profile of a column of so many categories.</summary>
    public static ColumnProfile? ReadCategories(MetadataObject column, int categories) => column.Optional(Property)?.Object(profile =>
        ColumnProfile.OfCategories(ReadCounts(profile, categories + 1), Count(profile["missing"])));

    private static int[] ReadCounts(MetadataObject profile, int bins) => profile["counts"].Array(bins, bins, Count);

    private static int Count(MetadataValue value) => value.Int32(0, int.MaxValue);
}
