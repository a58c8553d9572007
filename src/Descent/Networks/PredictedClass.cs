namespace Descent.Networks;

/// <summary>The class that the outputs of a row stand for.</summary>
internal static class PredictedClass
{
    /// <summary>The first of the largest outputs; for a single output, which is the probability of class 1, whether it exceeds ½.</summary>
    public static int Of(ReadOnlySpan<float> outputs)
    {
        if (outputs.Length == 1)
            return outputs[0] > 0.5f ? 1 : 0;
        int best = 0;
        for (int k = 1; k < outputs.Length; k++)
        {
            if (outputs[k] > outputs[best])
                best = k;
        }

        return best;
    }

    /// <summary>The class of every row of [rows, classes].</summary>
    public static int[] OfRows(ReadOnlySpan<float> outputs, int classes)
    {
        int[] predicted = new int[outputs.Length / classes];
        for (int row = 0; row < predicted.Length; row++)
            predicted[row] = Of(outputs.Slice(row * classes, classes));
        return predicted;
    }
}
