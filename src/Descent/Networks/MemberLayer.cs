namespace Descent.Networks;

/// <summary>What random numbers of a layer are a function of, where several networks share a seed.</summary>
internal static class MemberLayer
{
    // A model file has at most a thousand layers.
    private const int LayersOfMember = 1 << 16;

    /// <summary>The layer, for the first network, and numbers that no layer has for the others.</summary>
    public static int Index(int layer, int member) => layer + (member * LayersOfMember);
}
