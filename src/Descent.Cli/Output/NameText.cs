using Descent.Models;

namespace Descent.Cli.Output;

/// <summary>Names from files: one line, short, and without characters that could steer a terminal.</summary>
internal static class NameText
{
    private const int Most = 8;

    public static string Short(string name, int length = 24) => Excerpt.Of(name, name.Length <= length ? length : length - 1);

    /// <summary>The names with commas between them: all of a few, of many the first and the last.</summary>
    public static string List(IReadOnlyList<string> names) => names.Count <= Most
        ? string.Join(", ", names.Select(name => Short(name)))
        : $"{string.Join(", ", names.Take(Most - 2).Select(name => Short(name)))}, … {Short(names[^1])}";
}
