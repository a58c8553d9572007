using Descent.Data;

namespace Descent.Cli.Reports;

/// <summary>What predicts without looking at a row: the most frequent class, or the mean of the targets.</summary>
/// <param name="Answer">What it always says, for a classification.</param>
/// <param name="Score">The share of rows for which it is right, or its root mean squared error.</param>
internal sealed record Baseline(string Answer, double Score)
{
    /// <summary>The baseline of some training rows, measured on others.</summary>
    public static Baseline Of(Dataset train, Dataset test)
    {
        if (train.Task == TaskKind.Regression)
            return new Baseline("the mean", RootMeanSquare(train, test));

        int[] counts = new int[train.Outputs];
        foreach (int label in train.Labels.Span)
            counts[label]++;
        int most = counts.IndexOf(counts.Max());
        return new Baseline(train.Classes[most], (double)test.Labels.Span.Count(most) / test.Rows);
    }

    private static double RootMeanSquare(Dataset train, Dataset test)
    {
        double mean = 0, squares = 0;
        foreach (float target in train.Targets.Span)
            mean += target;
        mean /= train.Rows;
        foreach (float target in test.Targets.Span)
            squares += (target - mean) * (target - mean);
        return Math.Sqrt(squares / test.Rows);
    }
}
