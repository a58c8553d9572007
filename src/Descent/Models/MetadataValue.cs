using System.Runtime.InteropServices;
using System.Text.Json;
using static System.FormattableString;

namespace Descent.Models;

/// <summary>One value of a JSON document: read as what it must be, or refused with its path, itself, and what was expected.</summary>
internal readonly struct MetadataValue(JsonElement element, MetadataContext context, MetadataPlace place)
{
    /// <summary>The longest text unless the caller says otherwise, in UTF-16 units.</summary>
    public const int MaxText = 4096;

    /// <summary>
    /// Reads an object, refuses the properties that <paramref name="read"/> did not ask for, and turns an
    /// <see cref="ArgumentException"/> or <see cref="FormatException"/> from what it constructs into an error of the file.
    /// </summary>
    public T Object<T>(Func<MetadataObject, T> read)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Error("an object");
        MetadataObject members = new(element, context, place);
        T result = Construct(members, read, "an object");
        members.RejectUnread();
        return result;
    }

    /// <summary>Reads an array whose number of elements is in a range.</summary>
    public T[] Array<T>(int minCount, int maxCount, Func<MetadataValue, T> read)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() < minCount || element.GetArrayLength() > maxCount)
            throw Error(minCount == maxCount ? Invariant($"an array of {minCount}") : Invariant($"an array of {minCount} to {maxCount}"));
        T[] values = new T[element.GetArrayLength()];
        string path = place.ToString();
        int index = 0;
        foreach (JsonElement item in element.EnumerateArray())
        {
            values[index] = read(new MetadataValue(item, context, MetadataPlace.Element(path, index)));
            index++;
        }

        return values;
    }

    /// <summary>Reads a text of at most <paramref name="maxLength"/> UTF-16 units; it may be empty.</summary>
    public string String(int maxLength = MaxText)
    {
        if (element.ValueKind != JsonValueKind.String)
            throw Error("a text");
        string text = Decode();
        return text.Length <= maxLength ? text : throw Error(Invariant($"a text of at most {maxLength} characters, not {text.Length}"));
    }

    /// <summary>Reads a text that stands for something, such as the name of an activation; the parser's refusal is the file's error.</summary>
    public T Parse<T>(Func<string, T> parse) => Construct(String(), parse, "a text with a meaning here");

    /// <summary>Reads a text that is one of a few.</summary>
    public T OneOf<T>(params ReadOnlySpan<(string Name, T Value)> choices)
    {
        string? text = element.ValueKind == JsonValueKind.String ? Decode() : null;
        List<string> names = [];
        foreach ((string name, T value) in choices)
        {
            if (name == text)
                return value;
            names.Add(name);
        }

        throw Error($"one of {string.Join(", ", names)}");
    }

    /// <summary>Reads true or false.</summary>
    public bool Boolean() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error("true or false"),
    };

    /// <summary>Reads a whole number in a range, written without fraction or exponent.</summary>
    public int Int32(int min, int max) => (int)Int64(min, max);

    /// <inheritdoc cref="Int32"/>
    public long Int64(long min, long max) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long value) && value >= min && value <= max
            ? value
            : throw Error(Invariant($"a whole number from {min} to {max}"));

    /// <summary>Reads a number as the float32 next to it: finite, in a range that includes its ends.</summary>
    public float Single(float min = float.MinValue, float max = float.MaxValue) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out float value) && value >= min && value <= max
            ? value
            : throw Error(min == float.MinValue && max == float.MaxValue ? "a finite number" : Invariant($"a number from {min} to {max}"));

    /// <summary>Reads a number as the float64 next to it: finite, in a range that includes its ends.</summary>
    public double Double(double min = double.MinValue, double max = double.MaxValue) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && value >= min && value <= max
            ? value
            : throw Error(min == double.MinValue && max == double.MaxValue ? "a finite number" : Invariant($"a number from {min} to {max}"));

    /// <summary>Reads a number, or one of the texts <c>Infinity</c>, <c>-Infinity</c> and <c>NaN</c>, for which JSON has no numbers.</summary>
    public double DoubleOrInfinity() => element.ValueKind == JsonValueKind.String
        ? OneOf(("Infinity", double.PositiveInfinity), ("-Infinity", double.NegativeInfinity), ("NaN", double.NaN))
        : Double();

    /// <summary>The error to throw when the value is not what it must be.</summary>
    public ModelFileException Error(string expected) => Error(Found(), expected);

    /// <summary>The error to throw when what is wrong takes more words than the value itself.</summary>
    public ModelFileException Error(string found, string expected, Exception? innerException = null) =>
        context.Error(place.ToString(), found, expected, innerException);

    private TResult Construct<TSource, TResult>(TSource source, Func<TSource, TResult> make, string expected)
    {
        try
        {
            return make(source);
        }
        catch (Exception refusal) when (refusal is ArgumentException or FormatException)
        {
            throw Error(Found(), $"{expected} that can be used ({Excerpt.Of(refusal.Message, 400)})", refusal);
        }
    }

    // The parser leaves texts undecoded; only decoding shows half a surrogate pair.
    private string Decode()
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw Error(Found(), "a text in well-formed Unicode", error);
        }
    }

    private string Found() => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => Invariant($"an array of {element.GetArrayLength()}"),
        _ => Excerpt.Of(JsonMarshal.GetRawUtf8Value(element)),
    };
}
