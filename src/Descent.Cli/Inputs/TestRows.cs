using Descent.Data;

namespace Descent.Cli.Inputs;

/// <summary>Rows that a model is measured on, and where they stand.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Numbers">The number of each row in <paramref name="Source"/>, from 1, [rows].</param>
/// <param name="Source">The DATA that holds them, as a call names it.</param>
/// <param name="Kind">What to call them: held-back, test, or nothing.</param>
internal sealed record TestRows(Dataset Data, int[] Numbers, string Source, string Kind)
{
    /// <summary>All rows of some data.</summary>
    public static TestRows All(Dataset data, string source, string kind = "") => new(data, [.. Enumerable.Range(1, data.Rows)], source, kind);
}
