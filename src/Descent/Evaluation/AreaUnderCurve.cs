namespace Descent.Evaluation;

/// <summary>
/// The area under the receiver operating characteristic: how often a row of the class scores above a row of another, a tie counting one half.
/// It is the Mann–Whitney statistic U / (n₊ n₋), ties by mid-ranks. Hanley and McNeil 1982.
/// </summary>
internal static class AreaUnderCurve
{
    /// <summary>The area of one class against the rest, averaged over the classes that have rows of both kinds; <see langword="null"/> if none has.</summary>
    /// <param name="scores">[rows, classes].</param>
    /// <param name="classes">K.</param>
    /// <param name="labels">[rows].</param>
    public static double? OneAgainstRest(ReadOnlySpan<float> scores, int classes, ReadOnlySpan<int> labels)
    {
        double sum = 0;
        int terms = 0;
        for (int k = 0; k < classes; k++)
        {
            if (OfClass(scores, classes, labels, k) is { } area)
            {
                sum += area;
                terms++;
            }
        }

        return terms > 0 ? sum / terms : null;
    }

    /// <summary>The area of class <paramref name="k"/> against the rest by column k of the scores.</summary>
    public static double? OfClass(ReadOnlySpan<float> scores, int classes, ReadOnlySpan<int> labels, int k)
    {
        double[] keys = new double[labels.Length];
        for (int row = 0; row < keys.Length; row++)
            keys[row] = scores[(row * classes) + k];
        return OfKeys(keys, Positive(labels, k));
    }

    /// <summary>The area of the second of two classes by the difference of the scores, s₁ − s₀.</summary>
    public static double? OfMargins(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        double[] keys = new double[labels.Length];
        for (int row = 0; row < keys.Length; row++)
            keys[row] = (double)scores[(row * 2) + 1] - scores[row * 2];
        return OfKeys(keys, Positive(labels, 1));
    }

    private static bool[] Positive(ReadOnlySpan<int> labels, int k)
    {
        bool[] positive = new bool[labels.Length];
        for (int row = 0; row < positive.Length; row++)
            positive[row] = labels[row] == k;
        return positive;
    }

    private static double? OfKeys(double[] keys, bool[] positive)
    {
        Array.Sort(keys, positive);

        // Every sum is a multiple of one half below 2⁵³, hence exact: the order of equal keys does not show.
        double wins = 0;
        double positivesBelow = 0;
        double negativesBelow = 0;
        for (int start = 0, end; start < keys.Length; start = end)
        {
            double positives = 0;
            for (end = start; end < keys.Length && keys[end] == keys[start]; end++)
                positives += positive[end] ? 1 : 0;

            double negatives = end - start - positives;
            wins += positives * (negativesBelow + (negatives / 2));
            positivesBelow += positives;
            negativesBelow += negatives;
        }

        return positivesBelow > 0 && negativesBelow > 0 ? wins / (positivesBelow * negativesBelow) : null;
    }
}
