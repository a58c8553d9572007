using Descent.Numerics;

namespace Descent.Networks;

/// <summary>
/// How a pass is shared among threads: its phases, and the pieces of each. It decides who computes a number and when,
/// never how, so the results do not depend on it.
/// </summary>
internal sealed class PassPlan
{
    /// <summary>Multiply-adds below which a thread would cost more than it brings.</summary>
    private const double WorthThreads = 500_000;

    /// <summary>Weights of a layer above which threads share its columns: each then reads only its part of W.</summary>
    private const int WideLayer = 64 * 1024;

    /// <summary>Pieces for each thread in a phase: one that is late finds less left to do.</summary>
    private const int PiecesPerThread = 4;

    /// <summary>Columns of a piece, at least: a panel of the product in the widest registers, of which two hold 32 floats.</summary>
    private const int PanelWidth = 32;

    /// <summary>Rows of dW in a piece, at least: so many share one packed panel of dZ.</summary>
    private const int PieceRows = 8 * MicroKernel.MaximumRows;

    /// <summary>Rows of the batch in a piece beyond which the share of a thread is halved.</summary>
    private const int RowsOfLongPiece = 256;

    private static readonly PassPhase[] ByRows = [new(PassWork.Rows), new(PassWork.Parameters)];

    private readonly Network _network;
    private readonly ParameterLayout _layout;
    private readonly int _threads;
    private readonly PassPhase[] _byLayers;
    private readonly bool _hasWideLayer;
    private readonly (int Layer, int FirstRow, int EndRow)[] _parameters;

    public PassPlan(Network network, int threads)
    {
        _network = network;
        _layout = network.Layout;
        _threads = threads;
        int layers = network.Layers.Count;
        // A softmax within the network needs whole rows.
        _hasWideLayer = Enumerable.Range(0, layers).Any(l => _layout.Weights(l).Count >= WideLayer)
            && network.Layers.Take(layers - 1).All(layer => layer.Activation.IsElementwise);
        _byLayers =
        [
            new(PassWork.Gather),
            .. Enumerable.Range(0, layers).Select(l => new PassPhase(PassWork.Forward, l)),
            new(PassWork.Loss),
            .. Enumerable.Range(1, layers - 1).Reverse().Select(l => new PassPhase(PassWork.Backward, l)),
            new(PassWork.Parameters),
        ];
        _parameters = [.. ParameterPieces(layers)];
    }

    /// <summary>Whether a batch of so many rows is worth more than one thread.</summary>
    public bool IsWorthThreads(int rows) => (double)rows * _layout.Count > WorthThreads;

    /// <summary>The phases, in order.</summary>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="threads">How many threads share the pass.</param>
    /// <param name="forwardOnly">Whether no gradient is wanted.</param>
    public ReadOnlySpan<PassPhase> Phases(int rows, int threads, bool forwardOnly)
    {
        // With so many rows for each thread, the columns of W that it packs serve it long enough.
        bool byLayers = threads > 1 && _hasWideLayer && rows <= RowsOfLongPiece * threads;
        if (!byLayers)
            return forwardOnly ? ByRows.AsSpan(0, 1) : ByRows;
        return forwardOnly ? _byLayers.AsSpan(0, _layout.Layers + 2) : _byLayers;
    }

    /// <summary>The number of pieces of a phase.</summary>
    public int Pieces(PassPhase phase, int rows, int threads) => phase.Work switch
    {
        PassWork.Parameters => _parameters.Length,
        PassWork.Forward => Grid(rows, _layout.Weights(phase.Layer).Columns, threads).Pieces,
        PassWork.Backward => Grid(rows, _network.InputsOf(phase.Layer), threads).Pieces,
        _ => Quotient(rows, RowsOfPiece(rows, threads)),
    };

    /// <summary>The elements that a piece of a phase computes; whole rows unless it is one of the forward or backward pieces of a wide layer.</summary>
    public Region Region(PassPhase phase, int rows, int threads, int piece) => phase.Work switch
    {
        PassWork.Forward => Grid(rows, _layout.Weights(phase.Layer).Columns, threads).Region(piece),
        PassWork.Backward => Grid(rows, _network.InputsOf(phase.Layer), threads).Region(piece),
        _ => new PieceGrid(rows, RowsOfPiece(rows, threads), 1, 1).Region(piece),
    };

    /// <summary>The rows of W that a piece of the parameters computes.</summary>
    public (int Layer, int FirstRow, int EndRow) Parameters(int piece) => _parameters[piece];

    private static PieceGrid Grid(int rows, int columns, int threads)
    {
        int width = Quotient(Quotient(columns, PiecesPerThread * threads), PanelWidth) * PanelWidth;
        return Quotient(columns, width) >= 2 * threads
            ? new PieceGrid(rows, rows, columns, width)
            : new PieceGrid(rows, RowsOfPiece(rows, threads), columns, columns);
    }

    private static int RowsOfPiece(int rows, int threads)
    {
        int share = Quotient(rows, threads);
        return Math.Min(rows, WholeTiles(share > RowsOfLongPiece ? Quotient(share, 2) : share));
    }

    private IEnumerable<(int, int, int)> ParameterPieces(int layers)
    {
        double share = (double)_layout.Count / (PiecesPerThread * PiecesPerThread * _threads);
        for (int l = layers - 1; l >= 0; l--)
        {
            int rows = _layout.Weights(l).Rows;
            int height = _threads == 1 ? rows : Math.Max(PieceRows, WholeTiles((int)(share / _layout.Weights(l).Columns)));
            for (int row = 0; row < rows; row += height)
                yield return (l, row, Math.Min(row + height, rows));
        }
    }

    private static int WholeTiles(int rows) => Quotient(rows, MicroKernel.MaximumRows) * MicroKernel.MaximumRows;

    private static int Quotient(int dividend, int divisor) => (dividend + divisor - 1) / divisor;

    /// <summary>A matrix cut into pieces of equal size, but for the last ones.</summary>
    private readonly record struct PieceGrid(int Rows, int PieceRows, int Columns, int PieceColumns)
    {
        private int Across => Quotient(Columns, PieceColumns);

        public int Pieces => Quotient(Rows, PieceRows) * Across;

        public Region Region(int piece)
        {
            int row = piece / Across * PieceRows, column = piece % Across * PieceColumns;
            return new Region(row, Math.Min(PieceRows, Rows - row), column, Math.Min(PieceColumns, Columns - column));
        }
    }
}
