using Descent.Networks;

namespace Descent.Training;

/// <summary>Sigmoid, tanh and their kin at their flat ends, where they let hardly any gradient through.</summary>
internal static class SaturatedUnits
{
    // A hundredth of the largest slope: |z| of about 6 for sigmoid and 3 for tanh.
    private const double FlatSlope = 0.01;

    // A trained network uses the ends for clear cases; where most activations are there, the layers before it starve.
    private const double MostShare = 0.5;

    public static IEnumerable<Finding> Find(Evidence evidence)
    {
        for (int l = 0; l < evidence.Latest.Layers.Length; l++)
        {
            // A layer that is not trained is as flat as it is meant to be, and none before the first trained one misses gradients.
            if (!(evidence.Latest.Layers[l].SaturatedShare >= MostShare) || !evidence.IsTrained(l))
                continue;
            double share = evidence.Latest.Layers[l].SaturatedShare!.Value;
            Layer layer = evidence.Run.Network.Layers[l];
            yield return new Finding(
                FindingKind.SaturatedUnits, FindingSeverity.Note,
                FindingText.Layer(l, evidence.Layers),
                $"at {FindingText.Percent(share)} of its activations the slope of {layer.Activation.Name} is below a hundredth of its largest, so hardly any gradient passes them",
                share,
                "Scale the features, begin with smaller weights (xavier), lower the learning rate, or use relu");
        }
    }

    /// <summary>The share of activations, over units and rows, whose slope is small.</summary>
    /// <param name="slope">σ', [rows, stride].</param>
    /// <param name="layer">The layer.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    public static double Share(ReadOnlySpan<float> slope, Layer layer, int stride)
    {
        float flat = (float)(FlatSlope * Steepest(layer.Activation));
        long small = 0, all = 0;
        for (int row = 0; row < slope.Length; row += stride)
        {
            foreach (float value in slope.Slice(row, layer.Units))
                small += value < flat ? 1 : 0;
            all += layer.Units;
        }

        return (double)small / all;
    }

    // All of them are steepest in the middle, at z = 0.
    private static float Steepest(Activation activation)
    {
        Span<float> value = stackalloc float[8], slope = stackalloc float[8];
        value.Clear();
        slope.Fill(1);
        if (activation.DerivativeReads == DerivativeSource.Output)
            activation.Forward(value, value, 1, value.Length);
        activation.Backward(value, slope, 1, value.Length);
        return slope[0];
    }
}
