using System.Text.Json;
using Descent.Networks;

namespace Descent.Models;

/// <summary>
/// Which layers of the members of an ensemble have the parameters of the member before: a file holds them once. The networks of
/// a <see cref="SharedEnsemble"/> have most layers in common, and all members the embedding of their features.
/// </summary>
/// <param name="ByMember">The layers, from 0, for the second member and those after it; none at all where nothing is shared.</param>
internal sealed record SharedLayers(IReadOnlyList<IReadOnlyList<int>> ByMember)
{
    private const string Property = "sharedLayers";

    /// <summary>What the members of an ensemble share.</summary>
    public static SharedLayers Of(Ensemble ensemble)
    {
        int[] layers = [.. Enumerable.Range(0, ensemble.Members[0].Layers.Count)];
        int[][] byMember = [.. Enumerable.Range(1, ensemble.Members.Count - 1).Select(member => layers.Where(layer => ensemble.SharesLayer(member, layer)).ToArray())];
        return new SharedLayers(byMember.Any(shared => shared.Length > 0) ? byMember : []);
    }

    /// <summary>Whether a layer of a member is that of the member before.</summary>
    public bool Contains(int member, int layer) => member > 0 && ByMember.Count > 0 && ByMember[member - 1].Contains(layer);

    /// <summary>Writes it, if there is something.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (ByMember.Count == 0)
            return;
        json.WriteStartArray(Property);
        foreach (IReadOnlyList<int> layers in ByMember)
        {
            json.WriteStartArray();
            foreach (int layer in layers)
                json.WriteNumberValue(layer);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFileException">It is for other members, or names a layer that is not there.</exception>
    public static SharedLayers Read(MetadataObject network, int members, int layers) => new(
        network.Optional(Property)?.Array(members - 1, members - 1, member => member.Array(0, layers, layer => layer.Int32(0, layers - 1))) ?? []);
}
