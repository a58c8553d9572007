namespace Descent.Data;

/// <summary>The words for yes and no.</summary>
internal static class BooleanText
{
    private static readonly string[] True = ["true", "yes", "t", "y", "on"];
    private static readonly string[] False = ["false", "no", "f", "n", "off"];

    /// <summary>1, 0, or NaN where it is neither. Digits are read too, as a column of words is where it comes from elsewhere.</summary>
    public static float Value(ReadOnlySpan<char> text) =>
        IsOneOf(True, text) || text is "1" ? 1
        : IsOneOf(False, text) || text is "0" ? 0
        : float.NaN;

    /// <summary>The word for a value; none for null.</summary>
    public static string Of(bool? value) => value is { } flag ? flag ? "true" : "false" : "";

    /// <summary>Whether the texts are a pair of words for yes and no.</summary>
    public static bool ArePair(IEnumerable<string> texts)
    {
        string[] words = [.. texts.Select(text => text.ToLowerInvariant()).Distinct()];
        return words.Length == 2 && Array.FindIndex(True, words.Contains) is >= 0 and int pair && words.Contains(False[pair]);
    }

    private static bool IsOneOf(string[] words, ReadOnlySpan<char> text)
    {
        foreach (string word in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
