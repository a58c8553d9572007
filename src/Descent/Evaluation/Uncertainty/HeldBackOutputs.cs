namespace Descent.Evaluation;

/// <summary>What one network puts out for the rows that it did not train on.</summary>
/// <param name="Rows">Which rows of a data set, [rows], each once; it may be none.</param>
/// <param name="Outputs">
/// [rows, outputs of the network]: for a classification as the network puts them out, for a regression in the unit of the target.
/// </param>
public sealed record HeldBackOutputs(ReadOnlyMemory<int> Rows, ReadOnlyMemory<float> Outputs)
{
    /// <summary>Outputs for all rows of a data set, in their order.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="outputs">[rows, outputs of the network].</param>
    public static HeldBackOutputs ForAll(int rows, ReadOnlyMemory<float> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return new HeldBackOutputs(Enumerable.Range(0, rows).ToArray(), outputs);
    }
}
