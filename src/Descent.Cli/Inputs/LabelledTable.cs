using Descent.Data;
using Descent.Tabular;

namespace Descent.Cli.Inputs;

/// <summary>The rows of a table whose target is known, and where they stand among all.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Rows">The index of each row among all, [rows].</param>
/// <param name="AllRows">The number of rows with and without a target.</param>
internal sealed record LabelledTable(Table Table, int[] Rows, int AllRows)
{
    /// <summary>The number of each row in its source, from 1, [rows].</summary>
    public int[] Numbers => [.. Rows.Select(row => row + 1)];

    /// <summary>What was left out, in words.</summary>
    public IEnumerable<string> Notes => TrainingTables.LeftOut(Table, AllRows - Rows.Length);

    /// <exception cref="DataFormatException">No row has a target.</exception>
    public static LabelledTable Of(Table table)
    {
        int[] rows = table.RowsWithTarget();
        return new LabelledTable(table.WithTargetKnown(), rows, table.Rows);
    }

    /// <summary>What was said of all rows for those with a target.</summary>
    public bool[] Select(bool[] ofAll) => [.. Rows.Select(row => ofAll[row])];

    /// <summary>The numbers of the rows of one part of a split.</summary>
    public int[] NumbersOf(bool[] isTrain, bool part) => [.. Rows.Where((_, i) => isTrain[i] == part).Select(row => row + 1)];
}
