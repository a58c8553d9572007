namespace Descent.Reference;

/// <summary>Where the neurons of a drawing are: a column for each layer, of a large layer the first neurons and the last.</summary>
internal sealed class DrawingLayout
{
    public const int Radius = 24;
    private const int Most = 6;
    private const int MostColumns = 6;
    private const int Side = 92;
    private const int ColumnDistance = 190;
    private const int RowDistance = 84;

    private readonly Cut[] _columns;

    public DrawingLayout(ReferenceNetwork network)
    {
        int[] widths = [network.Inputs, .. network.Layers.Select(layer => layer.Outputs)];
        Layers = new Cut(widths.Length, MostColumns);
        _columns = [.. widths.Select(width => new Cut(width, Most))];
        int most = Enumerable.Range(0, Layers.Shown).Max(place => Slots(Layers[place]));
        Height = (most * RowDistance) + 34;
        Width = (2 * Side) + ((Layers.Shown - 1) * ColumnDistance);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Which layers are drawn; 0 is the input.</summary>
    public Cut Layers { get; }

    /// <summary>Which neurons of a layer are drawn.</summary>
    public Cut Neurons(int layer) => _columns[layer];

    /// <summary>The centre of a neuron by its place among those drawn.</summary>
    public (double X, double Y) Centre(int layerPlace, int place)
    {
        int layer = Layers[layerPlace];
        int slot = _columns[layer].IsCut && place == _columns[layer].Shown - 1 ? place + 1 : place;
        return At(layerPlace, slot);
    }

    /// <summary>Where the dots of a large layer are.</summary>
    public (double X, double Y) Gap(int layerPlace) => At(layerPlace, _columns[Layers[layerPlace]].Shown - 1);

    private (double X, double Y) At(int layerPlace, int slot)
    {
        int slots = Slots(Layers[layerPlace]);
        double top = 30 + ((Height - 34 - (slots * RowDistance)) / 2.0);
        return (Side + (layerPlace * ColumnDistance), top + ((slot + 0.5) * RowDistance) - 8);
    }

    private int Slots(int layer) => _columns[layer].Shown + (_columns[layer].IsCut ? 1 : 0);
}
