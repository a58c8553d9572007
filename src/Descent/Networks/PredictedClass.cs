namespace Descent.Networks;

/// <summary>The class that the outputs of a row stand for.</summary>
internal static class PredictedClass
{
    /// <summary>Above which a single output, the probability of class 1, stands for class 1.</summary>
    public const float Threshold = 0.5f;

    /// <summary>The first of the largest outputs; for a single output whether it exceeds the threshold.</summary>
    public static int Of(ReadOnlySpan<float> outputs, float threshold = Threshold)
    {
        if (outputs.Length == 1)
            return outputs[0] > threshold ? 1 : 0;
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
