namespace Descent.Models;

/// <summary>The element types that tensor files of ours hold, by their names in the safetensors format.</summary>
internal enum TensorType
{
    /// <summary>float32: parameters and optimizer slots.</summary>
    F32,

    /// <summary>float64: statistics.</summary>
    F64,

    /// <summary>64-bit two's complement integers: counters.</summary>
    I64,
}

internal static class TensorTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this TensorType type) => type == TensorType.F32 ? 4 : 8;

    /// <summary>The type that holds <typeparamref name="T"/>.</summary>
    public static TensorType Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? TensorType.F32
        : typeof(T) == typeof(double) ? TensorType.F64
        : typeof(T) == typeof(long) ? TensorType.I64
        : throw new NotSupportedException($"A tensor file holds no {typeof(T).Name}; expected float, double or long.");
}
