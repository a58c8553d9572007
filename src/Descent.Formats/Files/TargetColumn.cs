using Descent.Data;

namespace Descent.Formats;

/// <summary>Finds the target among the columns of a file.</summary>
internal static class TargetColumn
{
    /// <summary>The index of the column of that name; without a name the last.</summary>
    /// <exception cref="DataFormatException">There is none.</exception>
    public static int IndexOf(string[] names, string? target, string source)
    {
        if (target is null)
            return names.Length - 1;
        int index = Array.IndexOf(names, target.Trim());
        return index >= 0 ? index : throw new DataFormatException($"{MessageText.OneLine(source)}: {MessageText.NoColumn(target, "", names)}");
    }
}
