using Descent.Cli.Sessions;

namespace Descent.Cli.Reports;

/// <summary>The rows that a model got most wrong.</summary>
internal static class Mistakes
{
    /// <summary>Indices of rows: of a classification those that are wrong, the surest first; of a regression those with the largest errors.</summary>
    public static IEnumerable<int> Worst(Predicted predicted, int most)
    {
        IEnumerable<int> rows = Enumerable.Range(0, predicted.Rows.Data.Rows);
        return predicted.Classes.Length > 0
            ? rows.Where(row => predicted.Classes[row] != predicted.Rows.Data.Labels.Span[row]).OrderByDescending(row => Confidence(predicted, row)).Take(most)
            : rows.OrderByDescending(row => Math.Abs(Error(predicted, row))).Take(most);
    }

    /// <summary>The output for the class that was predicted.</summary>
    public static float Confidence(Predicted predicted, int row) =>
        predicted.Outputs[(row * predicted.Rows.Data.Outputs) + predicted.Classes[row]];

    /// <summary>What was predicted less what is right, of a regression with one target.</summary>
    public static double Error(Predicted predicted, int row) => (double)predicted.Outputs[row] - predicted.Rows.Data.Targets.Span[row];
}
