namespace Descent.Models;

/// <summary>A tensor of a tensor file: its name, element type and shape. The values are in <see cref="NamedTensor{T}"/>.</summary>
internal abstract class NamedTensor
{
    public const int MaxRank = 8;

    public const int MaxNameLength = 256;

    private readonly int[] _shape;

    private protected NamedTensor(string name, TensorType type, ReadOnlySpan<int> shape)
    {
        if (name.Length is 0 or > MaxNameLength)
            throw new ArgumentException($"The name of a tensor has {name.Length} characters; expected 1 to {MaxNameLength}.", nameof(name));
        if (shape.Length > MaxRank)
            throw new ArgumentException($"Tensor {name} has {shape.Length} dimensions; expected at most {MaxRank}.", nameof(shape));
        Name = name;
        Type = type;
        _shape = shape.ToArray();
        Count = CountOf(shape)
            ?? throw new ArgumentException($"Tensor {name} has shape [{string.Join(", ", _shape)}]; expected no negative dimension and at most {Array.MaxLength} elements.", nameof(shape));
    }

    public string Name { get; }

    public TensorType Type { get; }

    /// <summary>Row-major; no dimensions for a single number.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of elements, the product of the dimensions.</summary>
    public int Count { get; }

    /// <summary>The bytes that the elements take in a file.</summary>
    public long ByteCount => (long)Count * Type.Size();

    /// <summary>Type and shape, such as <c>F32 [64, 10]</c>.</summary>
    public override string ToString() => Describe(Type, _shape);

    public static string Describe(TensorType type, ReadOnlySpan<int> shape) => $"{type} [{string.Join(", ", shape.ToArray())}]";

    /// <summary>The product of the dimensions, or <see langword="null"/> if one is negative or no array is that long.</summary>
    public static int? CountOf(ReadOnlySpan<int> shape)
    {
        if (shape.Contains(0))
            return shape.ContainsAnyInRange(int.MinValue, -1) ? null : 0;
        long count = 1;
        foreach (int dimension in shape)
        {
            count *= dimension;
            if (dimension < 0 || count > Array.MaxLength)
                return null;
        }

        return (int)count;
    }

    /// <summary>Writes the elements in order, little-endian, without padding.</summary>
    internal abstract void WriteTo(Stream stream);
}
