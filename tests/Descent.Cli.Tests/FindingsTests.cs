using System.Text.Json;
using Descent.Cli.Tests.Running;
using Xunit;

namespace Descent.Cli.Tests;

/// <summary>What train says about a training that goes wrong.</summary>
public sealed class FindingsTests : IDisposable
{
    private readonly Tool _tool = new();

    public FindingsTests() => _tool.Write("odd.csv", Csv);

    /// <summary>A column that is a thousand times as large as another, one that is always the same, and a target that is y or n by the first.</summary>
    private static string Csv => "small,large,year,y\n" + string.Concat(
        Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"{(i % 2) + (i % 7 * 0.1)},{i * 37 % 200 * 100},2019,{(i % 2 == 0 ? "n" : "y")}\n")));

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Findings_are_listed_under_the_result_in_80_columns()
    {
        ToolResult result = _tool.Call("train odd.csv --numeric year --epochs 5 --hidden 8 --quiet").Done();

        Assert.Equal("", result.Error);
        string list = result.Output[result.Output.IndexOf("\nWhat to look at\n", StringComparison.Ordinal)..result.Output.IndexOf("\nModel ", StringComparison.Ordinal)];
        Assert.Contains("  - constant column, column 'year': 2,019 in all 150 training rows", list, StringComparison.Ordinal);
        Assert.Contains("  - column that gives the target away, column 'small': ", list, StringComparison.Ordinal);
        Assert.DoesNotContain("scales", list, StringComparison.Ordinal);
        Assert.All(result.OutputLines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void What_is_certain_is_a_warning_too_even_when_quiet()
    {
        ToolResult result = _tool.Call("train odd.csv --numeric year --scaling none --epochs 5 --hidden 8 --quiet").Done();

        Assert.StartsWith("warning: inputs on very different scales, columns 'large', 'small': ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.EndsWith(". Standardise the features.", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("  - inputs on very different scales, columns 'large', 'small': ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_stands_between_the_lines_of_progress()
    {
        string[] lines = _tool.Call("train iris --optimizer adam --learning-rate 100 --epochs 20").Done().ErrorLines;

        int warning = Array.FindIndex(lines, line => line.StartsWith("warning: learning rate too high, epoch ", StringComparison.Ordinal));
        Assert.InRange(warning, 1, lines.Length - 2);
    }

    [Fact]
    public void Findings_are_in_the_json_of_train_and_not_of_evaluate()
    {
        JsonElement json = TrainedModels.Json(_tool.Call("train odd.csv --numeric year --scaling none --epochs 5 --hidden 8 --json --quiet").Done().Output);

        JsonElement[] findings = [.. json.GetProperty("findings").EnumerateArray()];
        Assert.All(findings, finding => Assert.Equal(["kind", "place", "measurement", "value", "advice"], finding.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(["unequalScales", "constantColumn", "revealingColumn"], findings.Select(finding => finding.GetProperty("kind").GetString()).Take(3));
        Assert.Equal("column 'year'", findings[1].GetProperty("place").GetString());
        Assert.True(findings[0].GetProperty("value").GetDouble() > 1000);
        Assert.Equal(0, json.GetProperty("warnings").GetArrayLength());

        Assert.False(TrainedModels.Json(_tool.Call("evaluate model.safetensors odd.csv --json").Done().Output).TryGetProperty("findings", out _));
    }
}
