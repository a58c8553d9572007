using System.Globalization;

namespace Descent.Models;

/// <summary>Where a value stands in a JSON document, such as <c>network.layers[2].units</c>; put into words only when asked.</summary>
internal readonly struct MetadataPlace
{
    private readonly string? _parent;
    private readonly string? _name;
    private readonly int _index;

    private MetadataPlace(string parent, string? name, int index) => (_parent, _name, _index) = (parent, name, index);

    public static MetadataPlace Member(string parent, string name) => new(parent, name, 0);

    public static MetadataPlace Element(string parent, int index) => new(parent, null, index);

    /// <summary>The path from the root of the document; empty for the root.</summary>
    public override string ToString()
    {
        if (_parent is null)
            return "";
        if (_name is null)
            return string.Create(CultureInfo.InvariantCulture, $"{_parent}[{_index}]");
        if (!IsPlain(_name))
            return $"{_parent}[{Excerpt.Quoted(_name)}]";
        return _parent.Length == 0 ? _name : $"{_parent}.{_name}";
    }

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= Excerpt.MaxLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
