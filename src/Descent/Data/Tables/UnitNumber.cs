using System.Globalization;

namespace Descent.Data;

/// <summary>Numbers with the sign of a currency or of per cent beside them: $1,234.50, −5 €, 12.5 %. The unit is left away.</summary>
internal static class UnitNumber
{
    /// <summary>Reads a number that has a unit.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="isCommaDecimal">Whether one comma separates decimals, and not thousands.</param>
    /// <param name="value">The number, of 12.5 % it is 12.5; 0 if it is none.</param>
    public static bool TryParse(ReadOnlySpan<char> text, bool isCommaDecimal, out float value)
    {
        value = 0;
        if (text.Length < 2)
            return false;
        bool isNegative = text[0] == '-';
        ReadOnlySpan<char> number = isNegative ? text[1..] : text;
        if (!number.IsEmpty && IsCurrency(number[0]))
            number = number[1..].TrimStart();
        else if (!number.IsEmpty && (number[^1] == '%' || IsCurrency(number[^1])))
            number = number[..^1].TrimEnd();
        else
            return false;
        // One minus is enough, and it may stand on either side of the currency.
        if ((isNegative && number.StartsWith('-')) || (!FloatText.TryParse(number, out value) && !CommaNumber.TryParse(number, isCommaDecimal, out value)))
        {
            value = 0;
            return false;
        }

        value = isNegative ? -value : value;
        return true;
    }

    private static bool IsCurrency(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;
}
