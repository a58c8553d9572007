using Descent.Data;
using Descent.Networks;

namespace Descent.Cli.Reports;

/// <summary>A network in a line.</summary>
internal static class NetworkText
{
    /// <summary>64 → 256 relu → 10 softmax, dropout 0.4; 19,210 parameters</summary>
    public static string Of(Ensemble ensemble)
    {
        int members = ensemble.Members.Count, independent = ensemble.IndependentMembers;
        return Of(ensemble.Members[0], members, members / Math.Max(1, independent), ensemble.ParameterCount);
    }

    /// <summary>The same of a training that has not begun.</summary>
    /// <param name="networks">Networks that share layers, or one.</param>
    /// <param name="times">How often there are as many.</param>
    public static string Of(SharedEnsemble networks, int times) =>
        Of(networks.First, times * networks.Members, networks.Members, times * networks.Layout.Count);

    private static string Of(Network network, int members, int sharing, int parameterCount)
    {
        string layers = string.Join(" → ", network.Layers.Select(layer => $"{layer.Units} {layer.Activation}").Prepend($"{network.Inputs}"));
        float dropout = network.Layers.Max(layer => layer.Dropout);
        string parameters = NumberText.Count(parameterCount, "parameter");
        string such = members == 1 ? "" : $" in {members} such networks";
        string shared = sharing == 1 ? "" : sharing == members ? ", which share the layers between" : $", of which each {sharing} share the layers between";
        return $"{layers}{(dropout > 0 ? $", dropout {NumberText.Exact(dropout)}" : "")}; {parameters}{such}{shared}";
    }
}
