using System.Globalization;

namespace Descent.Data;

/// <summary>Reads numbers as <see cref="float.Parse(string, IFormatProvider)"/> does, short plain ones several times faster.</summary>
internal static class FloatText
{
    /// <summary>So few that a double holds all their digits.</summary>
    private const int MostDigits = 15;

    private static readonly double[] PowersOfTen = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads a number in invariant culture, with an exponent or without; the float nearest to it, infinity beyond the range.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out float value) =>
        TryParsePlain(text, out value) || float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>One spelling for all ways to write a number: 1 for 1, 1.0 and 01. A text that is no number stays as it is.</summary>
    public static string Canonical(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? (value + 0.0).ToString("R", CultureInfo.InvariantCulture)
            : text;

    /// <summary>
    /// Digits d₁d₂…dₙ with k of them behind the point: their whole number and 10ᵏ are exact doubles, so one division gives
    /// the double nearest to the number. Rounding that to a float is right too, unless it lies half-way between two floats.
    /// </summary>
    private static bool TryParsePlain(ReadOnlySpan<char> text, out float value)
    {
        value = 0;
        bool isNegative = text.Length > 0 && text[0] == '-';
        long whole = 0;
        int digits = 0, point = -1;
        for (int i = isNegative ? 1 : 0; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                whole = (whole * 10) + digit;
                if (++digits > MostDigits)
                    return false;
            }
            else if (text[i] == '.' && point < 0)
            {
                point = digits;
            }
            else
            {
                return false;
            }
        }

        if (digits == 0)
            return false;

        double number = whole / PowersOfTen[point < 0 ? 0 : digits - point];
        value = (float)(isNegative ? -number : number);
        return !IsHalfway(number);
    }

    private static bool IsHalfway(double number) => (BitConverter.DoubleToInt64Bits(number) & 0x1FFF_FFFF) == 0x1000_0000;
}
