namespace Descent.Networks;

/// <summary>Rows of a larger matrix that make a batch, still where the data set has them.</summary>
/// <param name="Features">[all rows, inputs].</param>
/// <param name="Labels">[all rows], or empty.</param>
/// <param name="Targets">[all rows, outputs], or empty.</param>
/// <param name="Weights">How much each row counts, [all rows]; empty: 1.</param>
/// <param name="Rows">Which rows, in the order of the batch.</param>
internal readonly record struct BatchSource(
    ReadOnlyMemory<float> Features, ReadOnlyMemory<int> Labels, ReadOnlyMemory<float> Targets, ReadOnlyMemory<float> Weights, ReadOnlyMemory<int> Rows)
{
    /// <summary>ε of the label smoothing, in [0, 1); 0: none.</summary>
    public double Smoothing { get; init; }
}
