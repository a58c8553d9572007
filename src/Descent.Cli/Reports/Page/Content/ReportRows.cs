using System.Globalization;
using Descent.Cli.Sessions;
using Descent.Data;

namespace Descent.Cli.Reports;

/// <summary>What a report says of single rows and of their targets.</summary>
internal static class ReportRows
{
    private const int MostMistakes = 10;
    private const int MostImages = 16;
    private const int Bins = 24;

    /// <summary>Rows with their predictions.</summary>
    public static ReportPredictions Predictions(Predicted predicted) => new(
        predicted.Rows.Kind, predicted.Outputs, predicted.Rows.Data.Labels.ToArray(), predicted.Classes, predicted.Rows.Data.Targets.ToArray());

    /// <summary>The target in some rows.</summary>
    public static ReportTarget Target(string part, Dataset rows)
    {
        int[] counts = new int[rows.Classes.Count];
        foreach (int label in rows.Labels.Span)
            counts[label]++;
        return new ReportTarget(part, counts, rows.Task == TaskKind.Regression ? NumberDistribution.Of(rows.Targets.ToArray().Select(target => (double)target), Bins) : null);
    }

    /// <summary>The worst mistakes with the cells of their rows.</summary>
    /// <param name="predicted">The rows with their predictions.</param>
    /// <param name="table">Where they come from.</param>
    /// <param name="rows">The index of each in the table, [rows].</param>
    public static ReportMistake[] Mistakes(Predicted predicted, Table table, int[] rows)
    {
        Dataset data = predicted.Rows.Data;
        bool isImage = DigitDrawing.CanDraw(data);
        TableColumn[] columns = [.. table.Columns.Where(column => column.Name != table.Target)];
        return [.. Reports.Mistakes.Worst(predicted, isImage ? MostImages : MostMistakes).Select(Describe)];

        ReportMistake Describe(int row)
        {
            string[] cells = [.. columns.Select(column => Cell(column, rows[row]))];
            if (data.Task == TaskKind.Regression)
            {
                double error = Reports.Mistakes.Error(predicted, row);
                return new ReportMistake(
                    predicted.Rows.Numbers[row], PageText.Number(data.Targets.Span[row]), PageText.Number(predicted.Outputs[row]), PageText.Signed(error), cells);
            }

            return new ReportMistake(
                predicted.Rows.Numbers[row], data.Classes[data.Labels.Span[row]], data.Classes[predicted.Classes[row]],
                NumberText.Percent(Reports.Mistakes.Confidence(predicted, row)), cells)
            {
                Pixels = isImage ? [.. data.Row(row).ToArray().Select(DigitDrawing.Shade)] : [],
            };
        }
    }

    /// <summary>The names of the cells of a mistake.</summary>
    public static string[] CellNames(Table table) => [.. table.ColumnNames.Where(name => name != table.Target)];

    private static string Cell(TableColumn column, int row)
    {
        if (!column.HasTexts)
            return float.IsNaN(column.Numbers[row]) ? "" : column.Numbers[row].ToString("R", CultureInfo.InvariantCulture);
        int code = column.Codes[row];
        return column.IsMissing(code) ? "" : column.Texts[code];
    }
}
