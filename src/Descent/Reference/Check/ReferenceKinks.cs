namespace Descent.Reference;

/// <summary>
/// Between which kinks the pre-activations of a pass lie, and the errors of a loss that has kinks itself.
/// A difference quotient whose two sides lie in different regions says nothing about the derivative.
/// </summary>
internal sealed class ReferenceKinks
{
    private readonly List<(double[,] Values, double[,]? Minus, IReadOnlyList<double> Kinks)> _places = [];
    private readonly int[] _regions;

    public ReferenceKinks(ReferenceNetwork network, ReferenceLoss loss, ReferencePass pass, double[,] targets)
    {
        for (int l = 0; l < network.Layers.Count; l++)
            Add(pass.Layers[l].Z, null, network.Layers[l].Activation.Kinks);
        Add(pass.Layers[^1].A, targets, loss.Kinks);
        _regions = new int[_places.Sum(place => place.Values.Length)];
    }

    /// <summary>Remembers the regions of the pass as it is now.</summary>
    public void Remember() => Visit((index, region) => (_regions[index] = region) == region);

    /// <summary>Whether the pass is now in the regions that were remembered.</summary>
    public bool Unchanged() => Visit((index, region) => _regions[index] == region);

    private void Add(double[,] values, double[,]? minus, IReadOnlyList<double> kinks)
    {
        if (kinks.Count > 0)
            _places.Add((values, minus, kinks));
    }

    private bool Visit(Func<int, int, bool> visit)
    {
        int index = 0;
        foreach ((double[,] values, double[,]? minus, IReadOnlyList<double> kinks) in _places)
        {
            for (int i = 0; i < values.GetLength(0); i++)
            {
                for (int j = 0; j < values.GetLength(1); j++)
                {
                    if (!visit(index++, Region(values[i, j] - (minus?[i, j] ?? 0), kinks)))
                        return false;
                }
            }
        }

        return true;
    }

    // 0 below the first kink, 1 on it, 2 between it and the second, and so on.
    private static int Region(double value, IReadOnlyList<double> kinks)
    {
        int region = 0;
        foreach (double kink in kinks)
            region += value > kink ? 2 : value == kink ? 1 : 0;
        return region;
    }
}
