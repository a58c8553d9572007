using System.Globalization;
using System.Text;
using Descent.Data;
using Descent.Evaluation;

namespace Descent.Cli.Reports;

/// <summary>Metrics and numbers as the page writes them.</summary>
internal static class PageText
{
    private const string Minus = "−";

    /// <summary>A space at which no line ends.</summary>
    public const char NoBreak = '\u00A0';

    /// <summary>What a metric is called where people read it.</summary>
    public static string Title(Metric metric) => metric.Name switch
    {
        "auc" => "area under the ROC curve",
        "rmse" => "root mean squared error",
        "mae" => "mean absolute error",
        "r2" => "R²",
        "macroF1" => "macro F1",
        "brier" => "Brier score",
        _ => Words(metric.Name),
    };

    /// <summary>The value of a metric with its unit.</summary>
    public static string Value(Metric metric, double? value) => value is { } known ? metric.Format(known).Replace("-", Minus, StringComparison.Ordinal) : "–";

    /// <summary>97.8 %, on one line.</summary>
    public static string Percent(double share) => NumberText.Percent(share).Replace(' ', NoBreak);

    /// <summary>86.5 % to 99.5 %</summary>
    public static string Range(Metric metric, Interval interval) => $"{Value(metric, interval.Lower)} to {Value(metric, interval.Upper)}";

    /// <summary>Four significant digits, whole numbers with separators: 0.1234, 12.34, 12,345.</summary>
    public static string Number(double value)
    {
        string text = Math.Abs(value) switch
        {
            _ when !double.IsFinite(value) => double.IsNaN(value) ? "not a number" : value > 0 ? "infinite" : "-infinite",
            >= 1e9 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
            >= 999.95 => value.ToString("N0", CultureInfo.InvariantCulture),
            0 or >= 1e-4 => value.ToString("G4", CultureInfo.InvariantCulture),
            _ => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        };
        return text.Replace("-", Minus, StringComparison.Ordinal);
    }

    /// <summary>The same with its sign.</summary>
    public static string Signed(double value) => value > 0 ? $"+{Number(value)}" : Number(value);

    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (char c in name)
            _ = char.IsUpper(c) ? words.Append(' ').Append(char.ToLowerInvariant(c)) : words.Append(c);
        return words.ToString();
    }
}
