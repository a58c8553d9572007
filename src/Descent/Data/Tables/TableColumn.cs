namespace Descent.Data;

/// <summary>One column of a table.</summary>
/// <param name="name">The name of the column.</param>
/// <param name="numbers">[rows]; NaN where a cell is no number.</param>
/// <param name="first">The first cell of each <see cref="CellKind"/> but the numbers.</param>
/// <param name="codes">The index of each cell's text in <paramref name="texts"/>, [rows], if they were kept.</param>
/// <param name="texts">The different texts in order of appearance, if they were kept.</param>
internal sealed class TableColumn(string name, float[] numbers, Cell?[] first, int[]? codes, string[]? texts)
{
    public string Name => name;

    public ReadOnlySpan<float> Numbers => numbers;

    public ReadOnlySpan<int> Codes => codes;

    public IReadOnlyList<string>? Texts => texts;

    /// <summary>The first cell of that kind.</summary>
    public Cell? First(CellKind kind) => first[(int)kind];

    /// <summary>The first cell that is not a number.</summary>
    public Cell? FirstProblem
    {
        get
        {
            Cell? earliest = null;
            foreach (Cell? cell in first)
            {
                if (cell is { } found && !(earliest?.Row < found.Row))
                    earliest = found;
            }

            return earliest;
        }
    }
}
