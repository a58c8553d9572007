namespace Descent.Evaluation;

/// <summary>The area under the receiver operating characteristic; the rows are sorted once, and then only counted.</summary>
internal sealed class ResampledAreas : IResampled
{
    // Set in the entries of an order: the row is of the class; the next row has another score.
    private const int Positive = 1 << 31;
    private const int Last = 1 << 30;

    // One for each class.
    private readonly int[][] _orders;

    private ResampledAreas(int[][] orders) => _orders = orders;

    public IReadOnlyList<Metric> Metrics { get; } = [Metric.Auc];

    public static ResampledAreas OneAgainstRest(ReadOnlySpan<float> scores, int classes, ReadOnlySpan<int> labels)
    {
        int[][] orders = new int[classes][];
        for (int k = 0; k < classes; k++)
            orders[k] = Order(Keys(scores, classes, k), labels, k);
        return new ResampledAreas(orders);
    }

    public static ResampledAreas OfSecond(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels) => new([Order(Keys(probabilities, 2, 1), labels, 1)]);

    public static ResampledAreas OfMargins(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        double[] keys = new double[labels.Length];
        for (int row = 0; row < keys.Length; row++)
            keys[row] = (double)scores[(row * 2) + 1] - scores[row * 2];
        return new ResampledAreas([Order(keys, labels, 1)]);
    }

    public void Measure(ReadOnlySpan<int> counts, Span<double> values)
    {
        double sum = 0;
        int terms = 0;
        foreach (int[] order in _orders)
        {
            double area = AreaOf(order, counts);
            if (double.IsNaN(area))
                continue;
            sum += area;
            terms++;
        }

        values[0] = terms > 0 ? sum / terms : double.NaN;
    }

    private static double AreaOf(int[] order, ReadOnlySpan<int> counts)
    {
        // Twice the pairs in the right order, a tie counting one: whole numbers, far below 2⁶³ for the rows of a table.
        long wins = 0, positivesBelow = 0, negativesBelow = 0, positives = 0, negatives = 0;
        foreach (int entry in order)
        {
            long count = counts[entry & ~(Positive | Last)];

            // Without a branch, which would be guessed wrong at every third row: all ones where the row is of the class.
            long mask = entry >> 31;
            positives += count & mask;
            negatives += count & ~mask;
            if ((entry & Last) == 0)
                continue;
            wins += positives * ((2 * negativesBelow) + negatives);
            positivesBelow += positives;
            negativesBelow += negatives;
            positives = negatives = 0;
        }

        return positivesBelow > 0 && negativesBelow > 0 ? wins / (2.0 * positivesBelow * negativesBelow) : double.NaN;
    }

    private static double[] Keys(ReadOnlySpan<float> scores, int classes, int k)
    {
        double[] keys = new double[scores.Length / classes];
        for (int row = 0; row < keys.Length; row++)
            keys[row] = scores[(row * classes) + k];
        return keys;
    }

    private static int[] Order(double[] keys, ReadOnlySpan<int> labels, int k)
    {
        int[] order = new int[keys.Length];
        for (int row = 0; row < order.Length; row++)
            order[row] = row | (labels[row] == k ? Positive : 0);
        Array.Sort(keys, order);
        for (int i = 0; i < order.Length; i++)
        {
            if (i == order.Length - 1 || keys[i] != keys[i + 1])
                order[i] |= Last;
        }

        return order;
    }
}
