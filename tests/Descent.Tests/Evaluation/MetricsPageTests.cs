using System.Globalization;
using Descent.Evaluation;
using Descent.Networks;
using Xunit;

namespace Descent.Tests.Evaluation;

/// <summary>Keeps docs/metrics.md true.</summary>
public class MetricsPageTests
{
    private static readonly string[] Page = File.ReadAllLines(Repository.PathOf("docs", "metrics.md"));

    [Fact]
    public void The_table_is_the_catalogue()
    {
        string[] rows = [.. Page.Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
        Assert.Equal(
            Metric.All.Select(metric => $"| `{metric.Name}` | {metric.Unit} | {(metric.HigherIsBetter ? "higher" : "lower")} | {metric.Description} |"),
            rows);
    }

    [Fact]
    public void The_example_is_what_the_library_computes()
    {
        Assert.Equal(
            Enumerable.Range(0, Example.Labels.Length).Select(row =>
            {
                float[] p = Example.Probabilities[(row * Example.Classes)..((row + 1) * Example.Classes)];
                string values = string.Join(" | ", p.Select(x => x.ToString(CultureInfo.InvariantCulture)));
                return $"| {values} | {Example.Labels[row]} | {PredictedClass.Of(p)} |";
            }),
            Page.Where(line => line.StartsWith("| 0.", StringComparison.Ordinal)));

        string text = string.Join('\n', Page);
        Assert.Contains($"Predictions {string.Join(", ", Example.Predictions)} for the targets {string.Join(", ", Example.Targets)}:", text);
        Assert.Contains(Block(Example.Classified), text);
        Assert.Contains(Block(Example.Regressed), text);
    }

    // The claim about 90 of 100 rows.
    [Fact]
    public void Ninety_of_a_hundred_may_as_well_be_83_or_94()
    {
        Assert.Contains("on 100 rows an accuracy of 90 % may as well be 83 % or\n94 %", string.Join('\n', Page));
        Interval interval = Interval.Wilson(90, 100);
        Assert.Equal(("83", "94"), ((100 * interval.Lower).ToString("F0", CultureInfo.InvariantCulture), (100 * interval.Upper).ToString("F0", CultureInfo.InvariantCulture)));
    }

    private static string Block(MetricSet metrics) => $"```\n{string.Join('\n', metrics.Values)}\n```";
}
