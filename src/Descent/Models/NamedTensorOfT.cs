using Descent.Numerics;

namespace Descent.Models;

/// <summary>
/// A tensor with its values, which it refers to and does not copy. Rows (the last dimension) may stand apart in memory,
/// as the parameters of a network do; in a file they never do.
/// </summary>
/// <typeparam name="T"><see cref="float"/>, <see cref="double"/> or <see cref="long"/>.</typeparam>
internal sealed class NamedTensor<T> : NamedTensor
    where T : unmanaged
{
    private readonly ReadOnlyMemory<T> _values;
    private readonly int _rowStride;

    /// <summary>A tensor over existing values.</summary>
    /// <param name="name">1 to 256 characters.</param>
    /// <param name="shape">At most 8 dimensions.</param>
    /// <param name="values">The rows; what stands between them is ignored.</param>
    /// <param name="rowStride">From the start of one row to the next; <see langword="null"/>: they touch.</param>
    /// <exception cref="ArgumentException">Name or shape are outside their range, or the values do not fill the shape.</exception>
    public NamedTensor(string name, ReadOnlySpan<int> shape, ReadOnlyMemory<T> values, int? rowStride = null)
        : base(name, TensorTypes.Of<T>(), shape)
    {
        RowLength = shape.IsEmpty ? 1 : shape[^1];
        Rows = Count == 0 ? 0 : Count / RowLength;
        _rowStride = rowStride ?? RowLength;
        if (_rowStride < RowLength)
            throw new ArgumentException($"Tensor {name} has rows of {RowLength} every {_rowStride} elements.", nameof(rowStride));
        long needed = Rows == 0 ? 0 : ((long)(Rows - 1) * _rowStride) + RowLength;
        if (rowStride is null ? values.Length != needed : values.Length < needed)
            throw new ArgumentException($"Tensor {name} has {values.Length} values; its shape needs {needed}.", nameof(values));
        _values = values;
    }

    /// <summary>The number of rows: the product of all dimensions but the last.</summary>
    public int Rows { get; }

    /// <summary>The last dimension; 1 for a single number.</summary>
    public int RowLength { get; }

    public ReadOnlySpan<T> Row(int index) => _values.Span.Slice(index * _rowStride, RowLength);

    /// <summary>Copies the rows to places that are <paramref name="rowStride"/> apart and leaves what is between them alone.</summary>
    public void CopyTo(Span<T> destination, int rowStride)
    {
        for (int row = 0; row < Rows; row++)
            Row(row).CopyTo(destination.Slice(row * rowStride, RowLength));
    }

    /// <summary>The elements in order, without padding.</summary>
    public T[] ToArray()
    {
        T[] values = new T[Count];
        CopyTo(values, RowLength);
        return values;
    }

    internal override void WriteTo(Stream stream)
    {
        Action<ReadOnlySpan<byte>> sink = stream.Write;
        for (int row = 0; row < Rows; row++)
            LittleEndian.Send(Row(row), sink);
    }
}
