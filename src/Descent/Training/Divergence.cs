using System.Globalization;
using Descent.Networks;

namespace Descent.Training;

/// <summary>Why a loss is likely not finite.</summary>
internal static class Divergence
{
    /// <summary>A sentence for the user, with what was measured and what to do.</summary>
    public static string LikelyCause(Trainer trainer, float learningRate)
    {
        float largest = 0;
        foreach (float parameter in trainer.Network.Parameters)
        {
            if (!float.IsFinite(parameter))
                return string.Create(CultureInfo.InvariantCulture, $"An update before made parameters infinite: the learning rate {learningRate} is far too high, or the features are on very large scales. Lower the learning rate, or standardise the features.");
            largest = Math.Max(largest, Math.Abs(parameter));
        }

        if (largest > 1e4f)
            return string.Create(CultureInfo.InvariantCulture, $"The largest parameter is {largest:G3}, so the outputs overflow: the learning rate {learningRate} is too high. Lower it tenfold.");
        bool takesLogarithm = trainer.Loss.HasLogBase || trainer.Loss == Loss.Poisson;
        return takesLogarithm
            ? $"The loss {trainer.Loss.Name} takes the logarithm of an output that is 0 where the target is not. Use an output activation that is never 0 (softmax, sigmoid, exponential), or check the targets."
            : "The features or targets of this batch are so large that their squares overflow. Standardise them.";
    }
}
