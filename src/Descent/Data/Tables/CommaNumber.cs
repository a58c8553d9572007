namespace Descent.Data;

/// <summary>Numbers with commas in them: decimals as in 0,5 and 1.234,5, or thousands as in 1,234.5.</summary>
internal static class CommaNumber
{
    private const int Group = 3;
    private const int Longest = 64;

    /// <summary>Reads a number that has a comma.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="isDecimal">
    /// Whether a comma separates decimals, as it does where fields are separated by something else. Otherwise it separates
    /// thousands, unless it stands where no thousands end: 1,5.
    /// </param>
    /// <param name="value">The number; 0 if it is none.</param>
    public static bool TryParse(ReadOnlySpan<char> text, bool isDecimal, out float value)
    {
        value = 0;
        if (text.Length > Longest || !text.Contains(','))
            return false;
        if (isDecimal)
            return TryParse(text, thousands: '.', point: ',', out value);
        return TryParse(text, thousands: ',', point: '.', out value) || (!text.Contains('.') && TryParse(text, thousands: '.', point: ',', out value));
    }

    private static bool TryParse(ReadOnlySpan<char> text, char thousands, char point, out float value)
    {
        value = 0;
        int end = text.IndexOf(point);
        ReadOnlySpan<char> whole = end < 0 ? text : text[..end], fraction = end < 0 ? "" : text[(end + 1)..];
        if (fraction.ContainsAny(thousands, point) || !AreGroups(whole.TrimStart("+-"), thousands))
            return false;

        Span<char> plain = stackalloc char[Longest];
        int length = 0;
        foreach (char c in text)
        {
            if (c != thousands)
                plain[length++] = c == point ? '.' : c;
        }

        return FloatText.TryParse(plain[..length], out value);
    }

    /// <summary>Whether what separates thousands stands before three digits each time.</summary>
    private static bool AreGroups(ReadOnlySpan<char> whole, char thousands)
    {
        for (int at = whole.LastIndexOf(thousands); at >= 0; at = whole.LastIndexOf(thousands))
        {
            if (whole.Length - at - 1 != Group || at is 0)
                return false;
            whole = whole[..at];
            if (!whole.Contains(thousands) && whole.Length > Group)
                return false;
        }

        return true;
    }
}
