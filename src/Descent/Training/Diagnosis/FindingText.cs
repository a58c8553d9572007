using System.Globalization;
using Descent.Data;

namespace Descent.Training;

/// <summary>Numbers and names as findings write them.</summary>
internal static class FindingText
{
    private const int MostNames = 4;

    /// <summary>Three significant digits.</summary>
    public static string Number(double value)
    {
        double size = Math.Abs(value);
        return size switch
        {
            >= 1e9 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
            >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
            >= 0.001 or 0 => value.ToString("G3", CultureInfo.InvariantCulture),
            _ => value.ToString("0.##e0", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>61 %, rounded, though neither down to 0 % nor up to 100 % unless it is that.</summary>
    public static string Percent(double share)
    {
        double percent = 100 * share;
        string digits = percent is (> 0 and < 1) or (> 99 and < 100) ? "F1" : "F0";
        return $"{percent.ToString(digits, CultureInfo.InvariantCulture)} %";
    }

    /// <summary>Names of columns or classes in quotes, the first few of many: "columns 'a', 'b' and 7 more".</summary>
    public static string Names(string singular, string plural, IReadOnlyList<string> names)
    {
        string list = string.Join(", ", names.Take(MostNames).Select(name => MessageText.Quote(name)));
        string more = names.Count > MostNames ? $" and {names.Count - MostNames} more" : "";
        return $"{(names.Count == 1 ? singular : plural)} {list}{more}";
    }

    /// <summary>The layer as <c>descent inspect</c> counts: hidden layer 1, …, output layer.</summary>
    public static string Layer(int layer, int layers) => layer == layers - 1 ? "output layer" : $"hidden layer {layer + 1}";
}
