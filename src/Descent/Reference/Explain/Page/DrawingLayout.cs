namespace Descent.Reference;

/// <summary>The neurons of a layer that are drawn, in their order.</summary>
/// <param name="Indices">Which; all of a small layer.</param>
/// <param name="Count">How many the layer has.</param>
internal sealed record DrawnNeurons(IReadOnlyList<int> Indices, int Count)
{
    private const int Most = 10;
    private const int OfMany = 5;

    public int Hidden => Count - Indices.Count;

    public bool IsCut => Hidden > 0;

    /// <summary>Takes of a large layer the neurons with the largest outputs for the first example.</summary>
    public static DrawnNeurons Of(double[,] outputs)
    {
        int count = outputs.GetLength(1);
        IEnumerable<int> all = Enumerable.Range(0, count);
        return new DrawnNeurons(count <= Most ? [.. all] : [.. all.OrderByDescending(j => Math.Abs(outputs[0, j])).Take(OfMany).Order()], count);
    }
}

/// <summary>Where the neurons of a drawing are: a column for each layer.</summary>
internal sealed class DrawingLayout
{
    public const int Radius = 27;
    private const int ColumnDistance = 190;
    private const int Top = 34;

    private readonly int _side;
    private readonly int _rowDistance;
    private readonly DrawnNeurons[] _columns;

    /// <summary>Lays out a network.</summary>
    /// <param name="outputs">The input and the output of each layer.</param>
    /// <param name="isNamed">Whether there must be room for names beside the inputs and outputs.</param>
    public DrawingLayout(IReadOnlyList<double[,]> outputs, bool isNamed)
    {
        _side = isNamed ? 124 : 64;
        Layers = new Cut(outputs.Count, most: 6, first: 4);
        _columns = [.. outputs.Select(DrawnNeurons.Of)];
        int most = Enumerable.Range(0, Layers.Shown).Max(place => Slots(Layers[place]));
        _rowDistance = most > 6 ? 74 : 88;
        Height = (most * _rowDistance) + Top;
        Width = (2 * _side) + ((Layers.Shown - 1) * ColumnDistance);
    }

    /// <summary>Whether two drawings do not fit beside each other.</summary>
    public bool IsWide => Width > 640;

    public int Width { get; }

    public int Height { get; }

    /// <summary>Which layers are drawn; 0 is the input.</summary>
    public Cut Layers { get; }

    public DrawnNeurons Neurons(int layer) => _columns[layer];

    /// <summary>The centre of a neuron by its place among those drawn; one place further are the dots of a large layer.</summary>
    public (double X, double Y) Centre(int layerPlace, int place)
    {
        int slots = Slots(Layers[layerPlace]);
        double top = 30 + ((Height - Top - (slots * _rowDistance)) / 2.0);
        return (_side + (layerPlace * ColumnDistance), top + ((place + 0.5) * _rowDistance) - 8);
    }

    private int Slots(int layer) => _columns[layer].Indices.Count + (_columns[layer].IsCut ? 1 : 0);
}
