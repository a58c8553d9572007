using System.Globalization;

namespace Descent.Reference;

/// <summary>Numbers in equations: six digits, a true minus sign, powers of ten instead of an e.</summary>
internal static class MathNumber
{
    private const char Minus = '−';
    private const char DigitSpace = '\u2007';
    private const char PointSpace = '\u2008';

    /// <summary>A number as an element of MathML.</summary>
    public static Markup Of(double value) => Element(Plain(value), "");

    /// <summary>The same in text.</summary>
    public static string Plain(double value) => MatrixText.Number(value) switch
    {
        "Infinity" => "∞",
        "-Infinity" => "−∞",
        string text => text.Replace('-', Minus),
    };

    /// <summary>A whole number.</summary>
    public static Markup Of(int value) => new($"<mn>{value.ToString(CultureInfo.InvariantCulture)}</mn>");

    /// <summary>A column of a matrix, for cells that are aligned at the right: the decimal points stand below each other.</summary>
    public static Markup[] Column(double[] values)
    {
        string[] texts = [.. values.Select(Plain)];
        bool anyPower = texts.Any(text => text.Contains('e'));
        int most = texts.Max(Decimals);
        return [.. texts.Select(text => Element(text, anyPower ? "" : Padding(Decimals(text), most)))];
    }

    private static Markup Element(string text, string padding)
    {
        int power = text.IndexOf('e', StringComparison.Ordinal);
        return power < 0
            ? new Markup($"<mn>{text}{padding}</mn>")
            : new Markup($"<mrow><mn>{text[..power]}</mn><mo>·</mo><msup><mn>10</mn><mn>{text[(power + 1)..].TrimStart('+').Replace("−0", "−", StringComparison.Ordinal).TrimStart('0')}</mn></msup></mrow>");
    }

    private static int Decimals(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : text.Length - point - 1;
    }

    private static string Padding(int decimals, int most) => most == 0 || decimals == most ? ""
        : (decimals == 0 ? PointSpace.ToString() : "") + new string(DigitSpace, most - decimals);
}
