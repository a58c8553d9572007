using Descent.Networks;

namespace Descent.Training;

/// <summary>What can be trained but is likely not meant.</summary>
internal static class NetworkWarnings
{
    public static IEnumerable<string> For(Network network)
    {
        int last = network.Layers.Count - 1;
        for (int l = 0; l <= last; l++)
        {
            if (network.Layers[l].Activation != Activation.Heaviside)
                continue;
            yield return l == last
                ? "The output layer uses the Heaviside step, whose derivative is 0 everywhere: nothing in this network will learn. Use sigmoid."
                : $"Hidden layer {l + 1} uses the Heaviside step, whose derivative is 0 everywhere: this layer and all before it will not learn. Use relu or tanh.";
        }

        for (int l = 0; l < last; l++)
        {
            // Units of a feature-wise layer differ in what they read. What was written into a layer since is another beginning.
            Layer layer = network.Layers[l];
            if (layer.Sources is null && FirstValue(layer.Initializer) is { } value && BeginsWith(network, l, value))
                yield return $"Hidden layer {l + 1} begins with all weights {value}, so its neurons stay equal to each other. Use another initialisation.";
        }
    }

    private static int? FirstValue(Initializer initializer) => initializer == Initializer.Zeros ? 0 : initializer == Initializer.Ones ? 1 : null;

    private static bool BeginsWith(Network network, int l, float value)
    {
        ParameterTensor weights = network.Layout.Weights(l);
        for (int row = 0; row < weights.Rows; row++)
        {
            if (weights.Row((ReadOnlySpan<float>)network.Parameters, row).ContainsAnyExcept(value))
                return false;
        }

        return true;
    }
}
