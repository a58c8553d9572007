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
            // Units of a feature-wise layer differ in what they read. What was written into the layer since, such as an embedding, is another beginning.
            if (network.Layers[l] is { Sources: null } && network.Layers[l].Initializer == Initializer.Zeros && !network.Layout.Weights(l).In(network.Parameters).ContainsAnyExcept(0f))
                yield return $"Hidden layer {l + 1} begins with all weights 0, so its neurons stay equal to each other. Use another initialisation.";
        }
    }
}
