using System.Text.Json;

namespace Descent.Reference;

/// <summary>An object of a specification whose keys are all known and none repeated.</summary>
internal sealed class SpecObject
{
    private readonly Dictionary<string, JsonElement> _members = [];

    public SpecObject(JsonElement element, SpecPlace place, IReadOnlyList<string> keys)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw place.Bad(element, $"an object with the keys {string.Join(", ", keys)}");

        Place = place;
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string name = Name(member);
            if (!keys.Contains(name))
                throw place.Bad($"unknown key {SpecPlace.Quote(name)}", $"one of {string.Join(", ", keys)}");
            if (!_members.TryAdd(name, member.Value))
                throw place.Member(name).Bad("given twice", "once");
        }
    }

    public SpecPlace Place { get; }

    /// <summary>The keys that are there, in their order.</summary>
    public IEnumerable<string> Keys => _members.Keys;

    public bool Has(string key) => _members.ContainsKey(key);

    /// <summary>The value of a key that must be there.</summary>
    public JsonElement Required(string key, string expected) => _members.TryGetValue(key, out JsonElement value)
        ? value
        : throw Place.Member(key).Bad("missing", expected);

    /// <summary>A finite number that satisfies a condition, or the default if the key is not there.</summary>
    public double Number(string key, double otherwise, Predicate<double> condition, string expected)
    {
        if (!_members.TryGetValue(key, out JsonElement value))
            return otherwise;
        double number = SpecValues.Number(value, Place.Member(key), expected);
        return condition(number) ? number : throw Place.Member(key).Bad(value, expected);
    }

    /// <summary>true or false, or false if the key is not there.</summary>
    public bool Flag(string key) => _members.TryGetValue(key, out JsonElement value)
        && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Place.Member(key).Bad(value, "true or false"),
        };

    /// <summary>One of the given names, or the first if the key is not there.</summary>
    public string NameOf(string key, IReadOnlyList<string> names)
    {
        if (!_members.TryGetValue(key, out JsonElement value))
            return names[0];
        string expected = $"one of {string.Join(", ", names)}";
        string name = SpecValues.Text(value, Place.Member(key), expected);
        return names.Contains(name) ? name : throw Place.Member(key).Bad(value, expected);
    }

    // A key may hold escapes that make no text, which then is unknown like any other.
    private static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
