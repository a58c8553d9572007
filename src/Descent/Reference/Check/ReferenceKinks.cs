namespace Descent.Reference;

/// <summary>
/// Between which kinks the pre-activations of a pass lie, and the errors of a loss that has kinks itself.
/// A difference quotient whose two sides lie in different regions says nothing about the derivative.
/// </summary>
internal sealed class ReferenceKinks
{
    private readonly List<Watched> _watched = [];

    /// <summary>Remembers the regions of a pass as it is now.</summary>
    public ReferenceKinks(ReferenceNetwork network, ReferenceLoss loss, ReferencePass pass, double[,] targets)
    {
        for (int l = 0; l < network.Layers.Count; l++)
            Watch(l, pass.Layers[l].Z, null, network.Layers[l].Activation.Kinks);
        Watch(network.Layers.Count, pass.Layers[^1].A, targets, loss.Kinks);
    }

    /// <summary>Whether the pass, in which only layers from l on can have changed, is now in the regions that were remembered.</summary>
    public bool UnchangedFrom(int l)
    {
        foreach (Watched watched in _watched)
        {
            if (watched.Layer >= l && !watched.Unchanged())
                return false;
        }

        return true;
    }

    private void Watch(int layer, double[,] values, double[,]? minus, IReadOnlyList<double> kinks)
    {
        if (kinks.Count > 0)
            _watched.Add(new Watched(layer, values, minus, [.. kinks]));
    }

    /// <summary>An array of numbers that meets the same kinks everywhere.</summary>
    private sealed class Watched
    {
        private readonly double[,] _values;
        private readonly double[,]? _minus;
        private readonly double[] _kinks;
        private readonly int[,] _regions;

        public Watched(int layer, double[,] values, double[,]? minus, double[] kinks)
        {
            Layer = layer;
            (_values, _minus, _kinks) = (values, minus, kinks);
            _regions = new int[values.GetLength(0), values.GetLength(1)];
            for (int i = 0; i < values.GetLength(0); i++)
            {
                for (int j = 0; j < values.GetLength(1); j++)
                    _regions[i, j] = Region(i, j);
            }
        }

        public int Layer { get; }

        public bool Unchanged()
        {
            for (int i = 0; i < _values.GetLength(0); i++)
            {
                for (int j = 0; j < _values.GetLength(1); j++)
                {
                    if (_regions[i, j] != Region(i, j))
                        return false;
                }
            }

            return true;
        }

        // 0 below the first kink, 1 on it, 2 between it and the second, and so on.
        private int Region(int i, int j)
        {
            double value = _minus is null ? _values[i, j] : _values[i, j] - _minus[i, j];
            int region = 0;
            foreach (double kink in _kinks)
                region += value > kink ? 2 : value == kink ? 1 : 0;
            return region;
        }
    }
}
