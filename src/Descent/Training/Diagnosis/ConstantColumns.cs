using Descent.Data;

namespace Descent.Training;

/// <summary>Columns that have the same value in all training rows.</summary>
internal static class ConstantColumns
{
    // In a handful of rows a column may be constant by accident.
    private const int FewestRows = 20;

    // The blank corner of an image, or a word that does not occur: many columns begin at the same value, and this one stays there.
    private const int FewestAlike = 8;
    private const double ShareAlike = 0.9;

    public static IEnumerable<Finding> Find(Evidence evidence)
    {
        Dataset table = evidence.Table;
        if (table.Rows < FewestRows)
            yield break;
        var statistics = new ColumnStatistics(table.Features.Span, table.Inputs);
        int[] constant = [.. Enumerable.Range(0, table.Inputs).Where(column => statistics.Minimum[column] == statistics.Maximum[column])];
        if (constant.Length == 0)
            yield break;

        float lowest = statistics.Minimum.Min();
        int varying = table.Inputs - constant.Length;
        int beginTogether = statistics.Minimum.Count(minimum => minimum == lowest) - constant.Count(column => statistics.Minimum[column] == lowest);
        bool areBlanksExpected = beginTogether >= Math.Max(FewestAlike, ShareAlike * varying);
        int[] odd = [.. constant.Where(column => !areBlanksExpected || statistics.Minimum[column] != lowest)];
        if (odd.Length == 0)
            yield break;

        string values = odd.Length == 1 ? FindingText.Number(statistics.Minimum[odd[0]]) : "the same value";
        yield return new Finding(
            FindingKind.ConstantColumn, FindingSeverity.Note,
            FindingText.Names("column", "columns", [.. odd.Select(column => table.FeatureNames[column])]),
            $"{values} in all {FindingText.Number(table.Rows)} training rows, so nothing can be learned from {(odd.Length == 1 ? "it" : "them")}",
            odd.Length,
            $"Leave {(odd.Length == 1 ? "it" : "them")} out, or look at why the values never change");
    }
}
