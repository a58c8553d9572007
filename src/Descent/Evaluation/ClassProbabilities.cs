using Descent.Networks;

namespace Descent.Evaluation;

/// <summary>When outputs are probabilities of classes.</summary>
internal static class ClassProbabilities
{
    /// <summary>Whether the outputs of a row, with both columns for a single one, are positive and sum to 1.</summary>
    public static bool IsDistribution(Network network)
    {
        Activation output = network.Layers[^1].Activation;
        return output == Activation.Softmax
            || (network.Outputs == 1 && (output == Activation.Sigmoid || output == Activation.HardSigmoid));
    }

    /// <summary>[rows, 2], the columns 1 − p and p, from the single outputs p, [rows].</summary>
    public static float[] OfTwo(ReadOnlySpan<float> probabilities)
    {
        float[] columns = new float[checked(2 * probabilities.Length)];
        for (int row = 0; row < probabilities.Length; row++)
        {
            columns[2 * row] = 1 - probabilities[row];
            columns[(2 * row) + 1] = probabilities[row];
        }

        return columns;
    }
}
