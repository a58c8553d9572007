namespace Descent.Formats;

/// <summary>The character between fields.</summary>
internal static class CsvDelimiter
{
    private const string Candidates = ",;\t";

    /// <summary>A tab for a file that is called .tsv or .tab, perhaps compressed; otherwise null, to be detected.</summary>
    public static char? OfName(string? path)
    {
        string name = path ?? "";
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            name = name[..^3];
        return Path.GetExtension(name).ToUpperInvariant() is ".TSV" or ".TAB" ? '\t' : null;
    }

    /// <summary>The most frequent candidate outside quotes in the first line that is not blank; of equals the first.</summary>
    public static char Detect(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[Candidates.Length];
        bool inQuotes = false;
        foreach (char c in text.TrimStart("\n "))
        {
            if (c == '\n' && !inQuotes)
                break;
            if (c == '"')
                inQuotes = !inQuotes;

            int candidate = inQuotes ? -1 : Candidates.IndexOf(c, StringComparison.Ordinal);
            if (candidate >= 0)
                counts[candidate]++;
        }

        int best = 0;
        for (int i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[best])
                best = i;
        }

        return Candidates[best];
    }

    /// <summary>The character in a message.</summary>
    public static string Name(char delimiter) => delimiter == '\t' ? "a tab" : $"'{delimiter}'";
}
