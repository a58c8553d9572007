using Descent.Numerics;

namespace Descent.Networks;

/// <summary>What a training pass keeps of one layer. Matrices are [rows, Stride].</summary>
internal sealed class LayerBuffers
{
    private readonly int _units;

    public LayerBuffers(Layer layer, int rows, bool keepsWeightedInputs)
    {
        _units = layer.Units;
        Stride = RowStride.Of(_units);
        A = new AlignedBuffer(checked(rows * Stride));
        Z = keepsWeightedInputs ? new AlignedBuffer(rows * Stride) : A;
        Gradient = new AlignedBuffer(rows * Stride);
        if (layer.Dropout > 0)
        {
            Mask = new AlignedBuffer(rows * Stride);
            Dropped = new AlignedBuffer(rows * Stride);
        }
    }

    public int Stride { get; }

    /// <summary>z; the same memory as <see cref="A"/> where nothing reads it after the activation.</summary>
    public AlignedBuffer Z { get; }

    /// <summary>a = σ(z).</summary>
    public AlignedBuffer A { get; }

    /// <summary>First dA, then, in place, dZ.</summary>
    public AlignedBuffer Gradient { get; }

    /// <summary>0 or 1/(1 − p), where the layer has dropout; of no meaning in a pass whose p is 0.</summary>
    public AlignedBuffer? Mask { get; }

    /// <summary>a ∘ mask, where the layer has dropout: σ' still needs a itself.</summary>
    public AlignedBuffer? Dropped { get; }

    /// <summary>Where a region lies in these matrices: from its first element to its last, rows Stride apart.</summary>
    public Range Part(Region region)
    {
        int start = (region.FirstRow * Stride) + region.FirstColumn;
        return start..(start + (IsWholeRows(region) ? region.Rows * Stride : ((region.Rows - 1) * Stride) + RowStride.Padded(region.Columns)));
    }

    /// <summary>How many contiguous parts a region has: one, or one for each row.</summary>
    public int Runs(Region region) => IsWholeRows(region) ? 1 : region.Rows;

    /// <summary>One of the contiguous parts of a region.</summary>
    public Range Run(Region region, int run)
    {
        if (IsWholeRows(region))
            return Part(region);
        int start = ((region.FirstRow + run) * Stride) + region.FirstColumn;
        return start..(start + region.Columns);
    }

    private bool IsWholeRows(Region region) => region.Columns == _units;
}
