namespace Descent.Training;

/// <summary>Predicts a number as the mean of the other rows with the same value in a column, or else on the straight line between its neighbours.</summary>
internal static class NearestNumber
{
    /// <summary>The share of the variance of the numbers that is explained; 0 where they do not vary.</summary>
    public static double Explained(SortedColumn column, double[] numbers)
    {
        double mean = numbers.Average(), variance = numbers.Sum(number => (number - mean) * (number - mean)), errors = 0;
        double[] means = new double[column.Groups];
        for (int group = 0; group < means.Length; group++)
        {
            foreach (int row in column.Rows(group))
                means[group] += numbers[row];
            means[group] /= column.Rows(group).Length;
        }

        for (int group = 0; group < means.Length; group++)
        {
            int count = column.Rows(group).Length;
            double between = count == 1 ? Between(column, means, group) : 0;
            foreach (int row in column.Rows(group))
            {
                double predicted = count == 1 ? between : ((means[group] * count) - numbers[row]) / (count - 1);
                errors += (numbers[row] - predicted) * (numbers[row] - predicted);
            }
        }

        return variance > 0 ? 1 - (errors / variance) : 0;
    }

    private static double Between(SortedColumn column, double[] means, int group)
    {
        if (group == 0 || group == means.Length - 1)
            return means[column.Nearest(group)];
        double below = column.Value(group - 1), above = column.Value(group + 1);
        double share = (column.Value(group) - below) / (above - below);
        return means[group - 1] + (share * (means[group + 1] - means[group - 1]));
    }
}
