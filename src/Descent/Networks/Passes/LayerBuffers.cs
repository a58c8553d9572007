using Descent.Numerics;

namespace Descent.Networks;

/// <summary>What a training pass keeps of one layer. Matrices are [rows, Stride].</summary>
internal sealed class LayerBuffers
{
    public LayerBuffers(ParameterTensor weights, Layer layer, int rows, bool keepsWeightedInputs, bool isFirst)
    {
        Stride = weights.Stride;
        A = new AlignedBuffer(checked(rows * Stride));
        Z = keepsWeightedInputs ? new AlignedBuffer(rows * Stride) : A;
        Gradient = new AlignedBuffer(rows * Stride);
        if (layer.Dropout > 0)
        {
            Mask = new AlignedBuffer(rows * Stride);
            Dropped = new AlignedBuffer(rows * Stride);
        }

        if (!isFirst)
        {
            TransposedStride = RowStride.Of(weights.Rows);
            TransposedWeights = new AlignedBuffer(checked(weights.Columns * TransposedStride));
        }
    }

    public int Stride { get; }

    /// <summary>z; the same memory as <see cref="A"/> where nothing reads it after the activation.</summary>
    public AlignedBuffer Z { get; }

    /// <summary>a = σ(z).</summary>
    public AlignedBuffer A { get; }

    /// <summary>First dA, then, in place, dZ.</summary>
    public AlignedBuffer Gradient { get; }

    /// <summary>0 or 1/(1 − p), where the layer has dropout.</summary>
    public AlignedBuffer? Mask { get; }

    /// <summary>a ∘ mask, where the layer has dropout: σ' still needs a itself.</summary>
    public AlignedBuffer? Dropped { get; }

    /// <summary>Wᵀ, [outputs, TransposedStride], for dA of the layer before; the first layer has none.</summary>
    public AlignedBuffer? TransposedWeights { get; }

    public int TransposedStride { get; }
}
