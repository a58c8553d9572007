using Descent.Data;
using Descent.Networks;

namespace Descent.Cli.Reports;

/// <summary>A network in a line.</summary>
internal static class NetworkText
{
    /// <summary>64 → 256 relu → 10 softmax, dropout 0.4; 19,210 parameters</summary>
    /// <param name="network">A network.</param>
    /// <param name="members">How many of that shape there are.</param>
    public static string Of(Network network, int members = 1)
    {
        string layers = string.Join(" → ", network.Layers.Select(layer => $"{layer.Units} {layer.Activation}").Prepend($"{network.Inputs}"));
        float dropout = network.Layers.Max(layer => layer.Dropout);
        string parameters = NumberText.Count(members * network.Layout.Count, "parameter");
        return $"{layers}{(dropout > 0 ? $", dropout {NumberText.Exact(dropout)}" : "")}; {parameters}{(members > 1 ? $" in {members} such networks" : "")}";
    }
}
