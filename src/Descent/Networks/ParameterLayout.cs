using Descent.Numerics;

namespace Descent.Networks;

/// <summary>Where one weight matrix or bias vector lies in the parameter vector.</summary>
/// <param name="Name">For example <c>layers.0.weights</c>.</param>
/// <param name="Rows">The inputs of the layer; 1 for a bias, and for the weights of a feature-wise layer.</param>
/// <param name="Columns">The outputs of the layer.</param>
/// <param name="Offset">Where its first element lies.</param>
/// <param name="Stride">Floats from one row to the next, at least <paramref name="Columns"/>; the padding between is zero.</param>
public sealed record ParameterTensor(string Name, int Rows, int Columns, int Offset, int Stride)
{
    /// <summary>Floats that the tensor takes in the vector, padding included.</summary>
    public int Length => Rows * Stride;

    /// <summary>Numbers in the tensor, padding left out.</summary>
    public int Count => Rows * Columns;

    /// <summary>Whether this is a bias, whose shape is [Columns].</summary>
    public bool IsBias => Name.EndsWith("biases", StringComparison.Ordinal);

    /// <summary>The part of a parameter-shaped vector that is this tensor, [Rows, Stride].</summary>
    public Span<float> In(Span<float> vector) => vector.Slice(Offset, Length);

    /// <summary>The part of a parameter-shaped vector that is this tensor, [Rows, Stride].</summary>
    public ReadOnlySpan<float> In(ReadOnlySpan<float> vector) => vector.Slice(Offset, Length);

    /// <summary>Row <paramref name="row"/> of this tensor without its padding.</summary>
    public ReadOnlySpan<float> Row(ReadOnlySpan<float> vector, int row) => vector.Slice(Offset + (row * Stride), Columns);

    /// <summary>Row <paramref name="row"/> of this tensor without its padding.</summary>
    public Span<float> Row(Span<float> vector, int row) => vector.Slice(Offset + (row * Stride), Columns);
}

/// <summary>
/// The one order in which the numbers of a network, their gradients and every optimizer slot are kept: the vector θ of
/// the texts. Layer after layer, weights before biases, rows padded for the kernels; of a <see cref="SharedEnsemble"/>, then
/// what the second and later networks have of their own.
/// </summary>
public sealed class ParameterLayout
{
    internal const long MaximumLength = 1 << 29;

    private readonly ParameterTensor[] _weights;
    private readonly ParameterTensor?[] _biases;

    internal ParameterLayout(int inputs, IReadOnlyList<Layer> layers)
    {
        _weights = new ParameterTensor[layers.Count];
        _biases = new ParameterTensor?[layers.Count];
        var tensors = new List<ParameterTensor>();
        long offset = 0, count = 0;
        for (int l = 0; l < layers.Count; l++)
        {
            _weights[l] = Place($"layers.{l}.weights", layers[l].Sources is not null ? 1 : l == 0 ? inputs : layers[l - 1].Units, layers[l].Units);
            if (layers[l].HasBias)
                _biases[l] = Place($"layers.{l}.biases", 1, layers[l].Units);
        }

        Tensors = tensors;
        Length = (int)offset;
        Count = (int)count;

        ParameterTensor Place(string name, int rows, int columns)
        {
            // Compared before they are padded, which would take the largest numbers out of the range of an int.
            long next = rows > MaximumLength || columns > MaximumLength ? long.MaxValue : EndOf(offset, rows, columns);
            if (next > MaximumLength)
                throw new ArgumentException($"The network needs more than {MaximumLength} parameters at {name} ([{rows}, {columns}]); make its layers smaller.");
            var tensor = new ParameterTensor(name, rows, columns, (int)offset, RowStride.Of(columns));
            tensors.Add(tensor);
            offset = next;
            count += (long)rows * columns;
            return tensor;
        }

        // Every tensor begins on a cache line.
        static long EndOf(long offset, int rows, int columns) => (offset + ((long)rows * RowStride.Of(columns)) + 15) / 16 * 16;
    }

    /// <summary>The same tensors, and behind them further ones.</summary>
    /// <param name="layout">The layout of a network.</param>
    /// <param name="further">A name and a tensor of the network for each of them, which has the same shape.</param>
    /// <exception cref="ArgumentException">The vector would be too long.</exception>
    internal ParameterLayout(ParameterLayout layout, IEnumerable<(string Name, ParameterTensor Like)> further)
    {
        (_weights, _biases) = (layout._weights, layout._biases);
        var tensors = new List<ParameterTensor>(layout.Tensors);
        long offset = layout.Length, count = layout.Count;
        foreach ((string name, ParameterTensor like) in further)
        {
            long next = (offset + like.Length + 15) / 16 * 16;
            if (next > MaximumLength)
                throw new ArgumentException($"The networks need more than {MaximumLength} parameters at {name} ([{like.Rows}, {like.Columns}]); take fewer of them, or make their layers smaller.");
            tensors.Add(like with { Name = name, Offset = (int)offset });
            offset = next;
            count += like.Count;
        }

        Tensors = tensors;
        Length = (int)offset;
        Count = (int)count;
    }

    /// <summary>All tensors in the order of the layers, weights before biases.</summary>
    public IReadOnlyList<ParameterTensor> Tensors { get; }

    /// <summary>Floats in a parameter vector, padding included.</summary>
    public int Length { get; }

    /// <summary>Parameters of the network, padding left out.</summary>
    public int Count { get; }

    /// <summary>The number of layers.</summary>
    internal int Layers => _weights.Length;

    /// <summary>W of a layer, [inputs, outputs]; of a feature-wise layer [1, outputs], the one weight of each unit.</summary>
    public ParameterTensor Weights(int layer) => _weights[layer];

    /// <summary>W and, where it has one, b of a layer.</summary>
    internal IEnumerable<ParameterTensor> Of(int layer) => _biases[layer] is { } biases ? [_weights[layer], biases] : [_weights[layer]];

    /// <summary>b of a layer, [outputs]; <see langword="null"/> where it has none.</summary>
    public ParameterTensor? Biases(int layer) => _biases[layer];
}
