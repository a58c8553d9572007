using Descent.Data;

namespace Descent.Training;

/// <summary>
/// Columns that alone determine the target: something that is known only after it, a copy of it in other units, or the
/// number of a row in a sorted file. Each row of a sample is predicted from the others with the nearest values of that
/// one column, so a column whose values are all different does not determine anything by that alone.
/// </summary>
internal static class RevealingColumns
{
    // 99 of 100 errors of a constant prediction avoided. The width of an iris's petals, an honest column, avoids 94.
    private const double LeastErrorsAvoided = 0.99;

    // For numbers: the share of the variance of the target's ranks. A column known before the target has noise.
    private const double LeastVariance = 0.999;

    private const int MostRows = 1000;

    // Nearly all columns are out of the question on far fewer rows, and sorting costs.
    private const int ScreenRows = 200;
    private const double LeastOfScreen = 0.75;

    // With fewer errors to avoid, a column can be without one by chance.
    private const int FewestErrors = 20;
    private const int FewestRows = 50;

    public static IEnumerable<Finding> Find(Evidence evidence)
    {
        Dataset table = evidence.Table;
        if (table.Inputs < 2 || table.Rows < FewestRows || !(table.HasLabels || table.Task == TaskKind.Regression))
            yield break;
        int[] rows = SampleRows.Of(table.Rows, MostRows);
        Dataset sample = table.Select(rows), screen = table.Select(rows.AsSpan(0, Math.Min(rows.Length, ScreenRows)));
        if (table.HasLabels && ErrorsOfLargest(sample) < FewestErrors)
            yield break;
        for (int column = 0; column < table.Inputs; column++)
        {
            if (!(Share(screen, column) >= LeastOfScreen))
                continue;
            double share = Share(sample, column);
            if (!(share >= (table.HasLabels ? LeastErrorsAvoided : LeastVariance)))
                continue;
            yield return new Finding(
                FindingKind.RevealingColumn, FindingSeverity.Note,
                FindingText.Names("column", "columns", [table.FeatureNames[column]]),
                table.HasLabels
                    ? $"the rows with the nearest values in this column alone tell the class of a row, which avoids {FindingText.Percent(share)} of the errors of always naming the largest class"
                    : $"the rows with the nearest values in this column alone explain {FindingText.Percent(share)} of the variance of the target's ranks",
                share,
                "Leave the column out if it is not known before the target is; otherwise the task needs no network");
        }
    }

    /// <summary>How well the column alone predicts the target of each row from the other rows, up to 1; 0 where it is constant.</summary>
    private static double Share(Dataset data, int column)
    {
        if (SortedColumn.Of(data, column) is not { } sorted)
            return 0;
        return data.HasLabels
            ? 1 - ((double)NearestClass.Errors(sorted, data.Labels.Span, data.Outputs) / Math.Max(1, ErrorsOfLargest(data)))
            : Explained(sorted, data);
    }

    private static int ErrorsOfLargest(Dataset data)
    {
        int[] counts = new int[data.Outputs];
        foreach (int label in data.Labels.Span)
            counts[label]++;
        return data.Rows - counts.Max();
    }

    private static double Explained(SortedColumn sorted, Dataset sample) =>
        Enumerable.Range(0, sample.Outputs).Max(k => NearestNumber.Explained(sorted, Ranks(sample, k)));

    /// <summary>The rank of each row's target, equal ones at the mean of theirs: a skewed target counts no more than another.</summary>
    private static double[] Ranks(Dataset sample, int output)
    {
        float[] targets = new float[sample.Rows];
        for (int row = 0; row < targets.Length; row++)
            targets[row] = sample.Targets.Span[(row * sample.Outputs) + output];
        int[] order = [.. Enumerable.Range(0, targets.Length)];
        Array.Sort(targets, order);
        double[] ranks = new double[targets.Length];
        for (int first = 0, end; first < order.Length; first = end)
        {
            for (end = first + 1; end < order.Length && targets[end] == targets[first];)
                end++;
            foreach (int row in order.AsSpan(first..end))
                ranks[row] = (first + end - 1) / 2.0;
        }

        return ranks;
    }
}
