using System.Globalization;
using Descent.Networks;

namespace Descent.Training;

/// <summary>Why a loss is likely not finite.</summary>
internal static class Divergence
{
    private const float LargeParameter = 1e4f;

    /// <summary>A sentence for the user, with what was measured and what to do.</summary>
    /// <param name="trainer">The trainer, with the parameters that gave the loss.</param>
    /// <param name="pass">The pass, with the batch that gave the loss.</param>
    /// <param name="learningRate">η of the last update.</param>
    public static string LikelyCause(Trainer trainer, Backpropagation pass, float learningRate)
    {
        if (pass.FirstNonFiniteRow() is { } row)
            return $"Row {row} of the batch, counted from 0, has a feature or target that is infinite or not a number. Look for missing or huge values in the data, and check how it is scaled.";
        if (!IsFinite(trainer.ParameterMemory.Span))
            return string.Create(CultureInfo.InvariantCulture, $"An update before made parameters infinite: the learning rate {learningRate} is far too high, or the features are on very large scales. Lower the learning rate, or standardise the features.");
        float largest = Largest(trainer.ParameterMemory.Span);
        if (largest > LargeParameter)
            return string.Create(CultureInfo.InvariantCulture, $"The largest parameter is {largest:G3}, so the outputs overflow: the learning rate {learningRate} is too high. Lower it tenfold.");
        return OutputHead.For(trainer.Network.Layers[^1].Activation, trainer.Loss).TakesLogarithmOfOutputs
            ? $"The loss {trainer.Loss.Name} takes the logarithm of an output that is 0 where the target is not. Use an output activation that is never 0 (softmax, sigmoid, exponential), or check the targets."
            : "The features or targets of this batch are so large that their squares overflow. Standardise them.";
    }

    /// <summary>Whether no parameter is infinite or not a number.</summary>
    public static bool IsFinite(ReadOnlySpan<float> parameters)
    {
        foreach (float parameter in parameters)
        {
            if (!float.IsFinite(parameter))
                return false;
        }

        return true;
    }

    private static float Largest(ReadOnlySpan<float> parameters)
    {
        float largest = 0;
        foreach (float parameter in parameters)
            largest = Math.Max(largest, Math.Abs(parameter));
        return largest;
    }
}
