using Descent.Numerics;

namespace Descent.Networks;

/// <summary>
/// The memory that predictions write: activations of up to <see cref="Rows"/> rows at a time. Make one with
/// <see cref="Network.CreateWorkspace"/> for each thread and use it again; a network itself is never written by a prediction.
/// </summary>
public sealed class Workspace
{
    private readonly AlignedBuffer _even;
    private readonly AlignedBuffer _odd;

    internal Workspace(Network network, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        Network = network;
        Rows = rows;
        int widest = network.Layers.Max(layer => RowStride.Of(layer.Units));
        _even = new AlignedBuffer(checked(rows * widest));
        _odd = new AlignedBuffer(network.Layers.Count > 1 ? checked(rows * widest) : 0);
    }

    /// <summary>How many rows go through the network at once; more rows are taken in blocks.</summary>
    public int Rows { get; }

    internal Network Network { get; }

    /// <summary>The outputs of a layer; those of the layer before it lie in the other of two buffers.</summary>
    internal Span<float> Outputs(int layer) => (layer % 2 == 0 ? _even : _odd).Span;
}
