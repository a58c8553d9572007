using System.Text.Json;

namespace Descent.Models;

/// <summary>The properties of one JSON object. Those that the reading code did not ask for are refused when it has finished.</summary>
internal sealed class MetadataObject
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly MetadataContext _context;
    private readonly string _path;

    internal MetadataObject(JsonElement element, MetadataContext context, MetadataPlace place)
    {
        _context = context;
        _path = place.ToString();
        if (element.GetPropertyCount() > MetadataJson.MaxMembers)
            throw Error($"an object of {element.GetPropertyCount()}", $"at most {MetadataJson.MaxMembers} properties");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name = Name(property);
            if (!_members.TryAdd(name, property.Value))
                throw Error($"{Excerpt.Quoted(name)} twice", "every name once");
        }
    }

    /// <summary>The names in the order of the document, for objects whose names are data.</summary>
    public IEnumerable<string> Names => _members.Keys;

    /// <summary>The property of that name.</summary>
    /// <exception cref="ModelFileException">There is none.</exception>
    public MetadataValue this[string name] => Optional(name) ?? throw Error($"no {Excerpt.Quoted(name)}", "that property");

    /// <summary>The property of that name, or <see langword="null"/> if there is none. JSON's null is a value like any other.</summary>
    public MetadataValue? Optional(string name)
    {
        _asked.Add(name);
        return _members.TryGetValue(name, out JsonElement element)
            ? new MetadataValue(element, _context, MetadataPlace.Member(_path, name))
            : null;
    }

    /// <summary>The error to throw when the object as a whole is not what it must be.</summary>
    public ModelFileException Error(string found, string expected, Exception? innerException = null) =>
        _context.Error(_path, found, expected, innerException);

    internal void RejectUnread()
    {
        foreach (string name in _members.Keys)
        {
            if (!_asked.Contains(name))
                throw Error($"the unknown property {Excerpt.Quoted(name)}", _asked.Count == 0 ? "none" : $"only {Excerpt.Of(string.Join(", ", _asked), 400)}");
        }
    }

    private string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException error)
        {
            throw Error("a property name that is not well-formed Unicode", "names in UTF-8", error);
        }
    }
}
