namespace Descent.Numerics;

/// <summary>
/// Rows cut into tiles of nearly equal height, the taller ones first: a last tile of one or two rows would run at a third
/// of the speed.
/// </summary>
internal readonly struct RowTiles
{
    private readonly int _height;
    private readonly int _taller;

    public RowTiles(int rows)
    {
        Count = (rows + MicroKernel.MaximumRows - 1) / MicroKernel.MaximumRows;
        _height = rows / Count;
        _taller = rows % Count;
    }

    /// <summary>The number of tiles.</summary>
    public int Count { get; }

    /// <summary>The rows of a tile.</summary>
    public int Height(int tile) => tile < _taller ? _height + 1 : _height;
}
