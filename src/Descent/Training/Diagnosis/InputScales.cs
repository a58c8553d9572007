using Descent.Data;

namespace Descent.Training;

/// <summary>
/// Inputs of the network on very different scales. The curvature of the loss in the weights of a column grows with the
/// square of its values, so one learning rate cannot suit both the largest and the smallest.
/// </summary>
internal static class InputScales
{
    // A ratio of 100 makes the curvatures differ by 10,000.
    private const double MostRatio = 100;

    public static IEnumerable<Finding> Find(Evidence evidence)
    {
        Dataset train = evidence.Run.Train;
        double[] size = Sizes(train, out double[] reach);
        int[] used = [.. Enumerable.Range(0, train.Inputs).Where(column => size[column] > 0)];
        if (used.Length < 2)
            yield break;
        int large = used.MaxBy(column => size[column]), small = used.MinBy(column => size[column]);

        // A column that is 0 in nearly all rows is small on average, and one with an outlier reaches far: scale is what both agree on.
        double ratio = Math.Min(size[large] / size[small], reach[large] / reach[small]);
        if (!(ratio > MostRatio))
            yield break;
        yield return new Finding(
            FindingKind.UnequalScales, FindingSeverity.Warning,
            FindingText.Names("column", "columns", [train.FeatureNames[large], train.FeatureNames[small]]),
            $"the first goes up to {FindingText.Number(reach[large])}, the second to {FindingText.Number(reach[small])}, and the first is {FindingText.Number(ratio)} times as large",
            ratio,
            "Standardise the features");
    }

    /// <summary>The root of the mean square of each column, and its largest absolute value.</summary>
    private static double[] Sizes(Dataset train, out double[] reach)
    {
        double[] size = new double[train.Inputs];
        reach = new double[train.Inputs];
        for (int row = 0; row < train.Rows; row++)
        {
            ReadOnlySpan<float> cells = train.Row(row);
            for (int column = 0; column < cells.Length; column++)
            {
                size[column] += (double)cells[column] * cells[column];
                reach[column] = Math.Max(reach[column], Math.Abs(cells[column]));
            }
        }

        for (int column = 0; column < size.Length; column++)
            size[column] = Math.Sqrt(size[column] / train.Rows);
        return size;
    }
}
