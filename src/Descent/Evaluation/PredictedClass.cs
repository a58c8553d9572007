namespace Descent.Evaluation;

/// <summary>From outputs to classes.</summary>
internal static class PredictedClass
{
    /// <summary>The index of the largest value of a row; of equal ones the first.</summary>
    public static int Of(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int k = 1; k < row.Length; k++)
        {
            if (row[k] > row[best])
                best = k;
        }

        return best;
    }

    /// <summary>The class of every row of [rows, classes].</summary>
    public static int[] OfRows(ReadOnlySpan<float> scores, int classes)
    {
        int[] predicted = new int[scores.Length / classes];
        for (int row = 0; row < predicted.Length; row++)
            predicted[row] = Of(scores.Slice(row * classes, classes));
        return predicted;
    }
}
