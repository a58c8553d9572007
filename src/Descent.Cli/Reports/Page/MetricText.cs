using System.Text;
using Descent.Evaluation;

namespace Descent.Cli.Reports;

/// <summary>What metrics are called where people read them.</summary>
internal static class MetricText
{
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

    public static string Value(Metric metric, double? value) => value is { } known ? metric.Format(known).Replace('-', '−') : "–";

    /// <summary>86.5 % to 99.5 %</summary>
    public static string Range(Metric metric, Interval interval) => $"{Value(metric, interval.Lower)} to {Value(metric, interval.Upper)}";

    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (char c in name)
            _ = char.IsUpper(c) ? words.Append(' ').Append(char.ToLowerInvariant(c)) : words.Append(c);
        return words.ToString();
    }
}
