using Descent.Numerics;

namespace Descent.Benchmarks.Kernels;

/// <summary>One of our products in memory laid out as a training lays it out, shared among threads by rows of C.</summary>
internal sealed class OwnProduct : ITeamJob
{
    private readonly ProductShape _shape;
    private readonly AlignedBuffer _a, _b, _transposedB, _c;
    private readonly int _strideA, _strideB, _sourceStrideB;
    private readonly int _rowsOfPiece;
    private readonly int _pieces;

    public OwnProduct(ProductShape shape, int threads)
    {
        _shape = shape;
        _strideA = RowStride.Of(shape.TransposesA ? shape.M : shape.K);
        _strideB = RowStride.Of(shape.N);
        _sourceStrideB = RowStride.Of(shape.K);
        _a = Random(_strideA * (shape.TransposesA ? shape.K : shape.M));
        _b = Random(_strideB * shape.K);
        _transposedB = Random(shape.TransposesB ? _sourceStrideB * shape.N : 0);
        _c = new AlignedBuffer(_strideB * shape.M);
        int height = threads == 1 ? shape.M : (shape.M + (4 * threads) - 1) / (4 * threads);
        _rowsOfPiece = Math.Min(shape.M, (height + MicroKernel.MaximumRows - 1) / MicroKernel.MaximumRows * MicroKernel.MaximumRows);
        _pieces = (shape.M + _rowsOfPiece - 1) / _rowsOfPiece;
    }

    public void Run(WorkerTeam team)
    {
        if (_shape.TransposesB)
            Transposition.Copy(_transposedB.Span, _sourceStrideB, _shape.N, _shape.K, _b.Span, _strideB);
        team.Run(this, _pieces);
    }

    public void Execute(int piece)
    {
        int first = piece * _rowsOfPiece, rows = Math.Min(_rowsOfPiece, _shape.M - first);
        (int rowStride, int columnStride) = _shape.TransposesA ? (1, _strideA) : (_strideA, 1);
        MatrixProduct.Compute(
            _a.Span[(first * rowStride)..], rowStride, columnStride,
            _b.Span, _strideB,
            _c.Span[(first * _strideB)..], _strideB,
            rows, _shape.N, _shape.K, ProductStart.Zero);
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
