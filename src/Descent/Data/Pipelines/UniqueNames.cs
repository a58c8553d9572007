namespace Descent.Data;

/// <summary>Makes names different: a category may make the name of another column.</summary>
internal static class UniqueNames
{
    public static string[] Of(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var unique = new List<string>();
        foreach (string name in names)
        {
            string free = name;
            for (int copy = 2; !seen.Add(free); copy++)
                free = $"{name} ({copy})";
            unique.Add(free);
        }

        return [.. unique];
    }
}
