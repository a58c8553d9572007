using Descent.Cli.Output;
using Descent.Data;
using Descent.Tabular;

namespace Descent.Cli.Reports;

/// <summary>Which columns a model relies on, for people.</summary>
internal static class ImportanceTable
{
    private const int Most = 20;
    private const int BarLength = 24;

    public static void Write(TextWriter writer, Ink ink, PermutationImportance importance)
    {
        writer.WriteLine();
        string folds = importance.Folds > 1 ? $"; means over {importance.Folds} folds" : "";
        writer.WriteLine(ink.Strong("Importance") + ink.Faint($" ({importance.Metric.Name} {(importance.Metric.HigherIsBetter ? "lost" : "added")} when a column is shuffled; {importance.Metric.Format(importance.Baseline)} as it is{folds})"));
        var table = new TextTable(false, true, false);
        double largest = importance.Columns.Count > 0 ? importance.Columns.Max(column => column.Worsening) : 0;
        foreach (ColumnImportance column in importance.Columns.Take(Most))
        {
            int length = largest > 0 && column.Worsening > 0 ? (int)Math.Round(BarLength * column.Worsening / largest) : 0;
            string spread = column.StandardDeviation is { } deviation ? $" ± {importance.Metric.Format(deviation)}" : "";
            table.Add(NameText.Short(column.Column), importance.Metric.Format(column.Worsening) + spread, new TableCell(new string('█', length), ink.Accent));
        }

        table.WriteTo(writer);
        int more = importance.Columns.Count - Math.Min(Most, importance.Columns.Count) + importance.ColumnsLeftOut;
        if (more > 0)
            writer.WriteLine(ink.Faint($"  and {NumberText.Count(more, "column")} more"));
    }
}
