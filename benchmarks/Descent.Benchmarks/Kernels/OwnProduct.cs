using Descent.Numerics;

namespace Descent.Benchmarks.Kernels;

/// <summary>One of our products in memory laid out as a training lays it out, shared among threads by rows of C.</summary>
internal sealed class OwnProduct : ITeamJob
{
    private const int PanelWidth = 32;

    private readonly ProductShape _shape;
    private readonly AlignedBuffer _a, _b, _c;
    private readonly int _strideA, _strideB, _strideC;
    private readonly int _pieceRows, _pieceColumns;
    private readonly int _across, _pieces;

    public OwnProduct(ProductShape shape, int threads)
    {
        _shape = shape;
        _strideA = RowStride.Of(shape.TransposesA ? shape.M : shape.K);
        _strideB = RowStride.Of(shape.TransposesB ? shape.K : shape.N);
        _strideC = RowStride.Of(shape.N);
        _a = Random(_strideA * (shape.TransposesA ? shape.K : shape.M));
        _b = Random(_strideB * (shape.TransposesB ? shape.N : shape.K));
        _c = new AlignedBuffer(_strideC * shape.M);
        // As in a training: dW is shared by rows, forward and dX by columns.
        (_pieceRows, _pieceColumns) = (shape.M, shape.N);
        if (threads > 1 && shape.TransposesA)
            _pieceRows = WholeMultiple(shape.M, 4 * threads, MicroKernel.MaximumRows);
        else if (threads > 1)
            _pieceColumns = WholeMultiple(shape.N, 4 * threads, PanelWidth);
        _across = (shape.N + _pieceColumns - 1) / _pieceColumns;
        _pieces = (shape.M + _pieceRows - 1) / _pieceRows * _across;
    }

    public void Run(WorkerTeam team) => team.Run(this, _pieces);

    public void Execute(int piece)
    {
        int row = piece / _across * _pieceRows, rows = Math.Min(_pieceRows, _shape.M - row);
        int column = piece % _across * _pieceColumns, columns = Math.Min(_pieceColumns, _shape.N - column);
        Span<float> c = _c.Span[((row * _strideC) + column)..];
        if (_shape.TransposesB)
        {
            MatrixProduct.ComputeTransposed(
                _a.Span[(row * _strideA)..], _strideA, _b.Span[(column * _strideB)..], _strideB, c, _strideC, rows, columns, _shape.K);
            return;
        }

        (int rowStride, int columnStride) = _shape.TransposesA ? (1, _strideA) : (_strideA, 1);
        MatrixProduct.Compute(
            _a.Span[(row * rowStride)..], rowStride, columnStride,
            _b.Span[column..], _strideB,
            c, _strideC,
            rows, columns, _shape.K, ProductStart.Zero);
    }

    private static int WholeMultiple(int size, int parts, int unit)
    {
        int part = (size + parts - 1) / parts;
        return (part + unit - 1) / unit * unit;
    }

    private static AlignedBuffer Random(int length)
    {
        var buffer = new AlignedBuffer(length);
        var random = new Random(1);
        foreach (ref float value in buffer.Span)
            value = random.NextSingle() - 0.5f;
        return buffer;
    }
}
