using Descent.Training;
using Xunit;

namespace Descent.Tests.Training.Diagnosis;

/// <summary>Keeps docs/diagnosis.md true.</summary>
public class DiagnosisPageTests
{
    private static readonly string[] Rows = [.. File.ReadLines(Repository.PathOf("docs", "diagnosis.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

    [Fact]
    public void The_table_names_every_kind_in_order_as_json_and_messages_do() => Assert.Equal(
        Enum.GetValues<FindingKind>().Select(kind => $"| `{JsonName(kind)}` | {new Finding(kind, FindingSeverity.Note, "", "", 0, "").Title} |"),
        Rows.Select(row => string.Join('|', row.Split('|')[..3]) + "|"));

    [Fact]
    public void Titles_differ() =>
        Assert.Equal(
            Enum.GetValues<FindingKind>().Length,
            Enum.GetValues<FindingKind>().Select(kind => new Finding(kind, FindingSeverity.Note, "", "", 0, "").Title).Distinct().Count());

    private static string JsonName(FindingKind kind) => char.ToLowerInvariant($"{kind}"[0]) + $"{kind}"[1..];
}
