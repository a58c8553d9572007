using Descent.Cli.Output;
using Descent.Networks;

namespace Descent.Cli.Reports;

/// <summary>A network in a line.</summary>
internal static class NetworkText
{
    /// <summary>64 → 256 relu → 10 softmax, dropout 0.4; 19,210 parameters</summary>
    public static string Of(Network network)
    {
        string layers = string.Join(" → ", network.Layers.Select(layer => $"{layer.Units} {layer.Activation}").Prepend($"{network.Inputs}"));
        float dropout = network.Layers[0].Dropout;
        return $"{layers}{(dropout > 0 ? $", dropout {NumberText.Exact(dropout)}" : "")}; {NumberText.Count(network.Layout.Count, "parameter")}";
    }
}
