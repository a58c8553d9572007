using System.Globalization;
using System.Text;

namespace Descent.Models;

/// <summary>
/// The properties of a record as names and values, from the text that the compiler makes of it: a property that is added to a
/// record later cannot be forgotten here, and no reflection is needed.
/// </summary>
internal static class RecordText
{
    /// <summary>
    /// Every public property, in words: <c>BatchSize</c> is <c>batch size</c>. A property that is a record itself is there
    /// with its own properties, and its <c>Name</c>, if it has one, is its value.
    /// </summary>
    /// <param name="name">What it is called; its properties are named after it.</param>
    /// <param name="described">The record.</param>
    public static IEnumerable<(string Name, string Value)> Properties(string name, object described)
    {
        // Numbers must not depend on the language of the system.
        CultureInfo culture = CultureInfo.CurrentCulture;
        string text;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            text = described.ToString() ?? "";
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        return Flatten(name, text);
    }

    private static IEnumerable<(string Name, string Value)> Flatten(string prefix, string text)
    {
        int open = text.IndexOf(" {", StringComparison.Ordinal);
        if (open < 0 || !text.EndsWith('}'))
            return [(prefix, text)];
        return Split(text[(open + 2)..^1]).SelectMany(property =>
        {
            int equals = property.IndexOf(" =", StringComparison.Ordinal);
            string name = InWords(property[..equals].Trim());
            return Flatten(Join(prefix, name), property[(equals + 2)..].Trim());
        });
    }

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : name == "name" ? prefix : $"{prefix}, {name}";

    // At the commas that are in no inner braces or brackets.
    private static IEnumerable<string> Split(string properties)
    {
        int depth = 0, start = 0;
        for (int i = 0; i < properties.Length; i++)
        {
            depth += properties[i] is '{' or '(' or '[' ? 1 : properties[i] is '}' or ')' or ']' ? -1 : 0;
            if (depth != 0 || properties[i] != ',')
                continue;
            yield return properties[start..i];
            start = i + 1;
        }

        if (properties[start..].Trim().Length > 0)
            yield return properties[start..];
    }

    private static string InWords(string name)
    {
        var words = new StringBuilder();
        foreach (char letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
