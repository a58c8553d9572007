using Descent.Data;

namespace Descent.Cli.Reports;

/// <summary>What the columns of a table hold.</summary>
internal static class ReportColumns
{
    /// <summary>More columns than these are counted and not shown.</summary>
    public const int Most = 40;

    private const int Bins = 24;

    /// <summary>The first columns of a pipeline, in some rows of a table.</summary>
    public static ReportColumn[] Of(TablePipeline pipeline, Table table, int[] rows) =>
    [
        .. from encoder in pipeline.Columns.Take(Most)
           let column = table.Find(encoder.Name)
           where column is not null
           select Of(encoder, column, rows),
    ];

    private static ReportColumn Of(ColumnEncoder encoder, TableColumn column, int[] rows)
    {
        int[] present = [.. rows.Where(row => !IsMissing(encoder.Kind, column, row))];
        ReportDistribution? distribution = encoder.Kind == ColumnKind.Numeric
            ? NumberDistribution.Of(present.Select(row => (double)column.Numbers[row]), Bins)
            : CategoryDistribution.Of(present.Select(row => column.Texts[column.Codes[row]]));
        return new ReportColumn(encoder.Name, ColumnText.Kind(encoder.Kind), encoder.Description, (double)(rows.Length - present.Length) / Math.Max(1, rows.Length), distribution);
    }

    private static bool IsMissing(ColumnKind kind, TableColumn column, int row) => kind == ColumnKind.Numeric
        ? !float.IsFinite(column.Numbers[row])
        : column.IsMissing(column.Codes[row]);
}
