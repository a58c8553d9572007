using System.Text.Json;

namespace Descent.Reference;

/// <summary>Reads the values of a specification, each with an error that names its place.</summary>
internal static class SpecValues
{
    /// <summary>A finite number.</summary>
    public static double Number(JsonElement value, SpecPlace place, string expected)
    {
        if (value.ValueKind != JsonValueKind.Number)
            throw place.Bad(value, expected);
        double number = value.GetDouble();
        return double.IsFinite(number) ? number : throw place.Bad($"{SpecPlace.Describe(value)}, which no double can hold", expected);
    }

    /// <summary>An integer in a range, written as one: 3, not 3.0 or 3e0.</summary>
    public static int Integer(JsonElement value, SpecPlace place, int minimum, int maximum, string expected) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= minimum && number <= maximum
            ? number
            : throw place.Bad(value, expected);

    /// <summary>A text.</summary>
    public static string Text(JsonElement value, SpecPlace place, string expected) => value.ValueKind == JsonValueKind.String
        ? SpecPlace.Text(value)
        : throw place.Bad(value, expected);

    /// <summary>An array with at least one element.</summary>
    public static JsonElement[] Elements(JsonElement value, SpecPlace place, string expected) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            ? [.. value.EnumerateArray()]
            : throw place.Bad(value, expected);

    /// <summary>One number for each of <paramref name="count"/> outputs.</summary>
    public static double[] Vector(JsonElement value, SpecPlace place, int count, string expected)
    {
        JsonElement[] elements = Elements(value, place, expected);
        if (elements.Length != count)
            throw place.Bad(SpecPlace.Count(elements.Length, "number"), expected);
        double[] vector = new double[count];
        for (int j = 0; j < count; j++)
            vector[j] = Number(elements[j], place[j], "a number");
        return vector;
    }

    /// <summary>One or more rows of one or more numbers, all of one length.</summary>
    public static double[,] Matrix(JsonElement value, SpecPlace place) =>
        Matrix(Elements(value, place, "an array of one or more rows of numbers"), place);

    /// <summary>The same from the rows.</summary>
    public static double[,] Matrix(JsonElement[] rows, SpecPlace place)
    {
        int columns = Elements(rows[0], place[0], "a row of one or more numbers").Length;
        double[,] matrix = new double[rows.Length, columns];
        for (int i = 0; i < rows.Length; i++)
        {
            int j = 0;
            foreach (JsonElement number in Elements(rows[i], place[i], $"a row of {SpecPlace.Count(columns, "number")}"))
            {
                if (j < columns)
                    matrix[i, j] = Number(number, place[i][j], "a number");
                j++;
            }

            if (j != columns)
                throw place[i].Unlike(SpecPlace.Count(j, "number"), $"{place[0]} has {columns}");
        }

        return matrix;
    }
}
