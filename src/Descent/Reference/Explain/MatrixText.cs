using System.Globalization;
using System.Text;

namespace Descent.Reference;

/// <summary>Matrices as lines of text: six digits, decimal points below each other, and of a large one the beginning.</summary>
internal static class MatrixText
{
    private const int MostRows = 10;
    private const int MostColumns = 8;

    /// <summary>One number below the other, [rows, 1].</summary>
    public static double[,] Column(double[] numbers)
    {
        double[,] column = new double[numbers.Length, 1];
        for (int i = 0; i < numbers.Length; i++)
            column[i, 0] = numbers[i];
        return column;
    }

    /// <summary>The lines of a matrix.</summary>
    public static IEnumerable<string> Lines(double[,] matrix)
    {
        int rows = Shown(matrix.GetLength(0), MostRows);
        int columns = Shown(matrix.GetLength(1), MostColumns);
        StringBuilder[] lines = [.. Enumerable.Range(0, rows).Select(_ => new StringBuilder())];
        for (int j = 0; j < columns; j++)
        {
            string[] cells = Column(matrix, rows, j);
            for (int i = 0; i < rows; i++)
                lines[i].Append(j == 0 ? "" : "  ").Append(cells[i]);
        }

        if (columns < matrix.GetLength(1))
        {
            for (int i = 0; i < rows; i++)
                lines[i].Append("  …");
            lines[0].Append(CultureInfo.InvariantCulture, $" {matrix.GetLength(1) - columns} more columns");
        }

        foreach (StringBuilder line in lines)
            yield return line.ToString().TrimEnd();
        if (rows < matrix.GetLength(0))
            yield return string.Create(CultureInfo.InvariantCulture, $"… {matrix.GetLength(0) - rows} more rows");
    }

    /// <summary>A number with six digits.</summary>
    public static string Number(double value) => (value == 0 ? 0 : value).ToString("g6", CultureInfo.InvariantCulture);

    // One more than the most is shown rather than announced.
    private static int Shown(int count, int most) => count <= most + 1 ? count : most;

    private static string[] Column(double[,] matrix, int rows, int j)
    {
        string[] cells = [.. Enumerable.Range(0, rows).Select(i => Number(matrix[i, j]))];
        int before = cells.Max(WholeLength);
        int after = cells.Max(cell => cell.Length - WholeLength(cell));
        return [.. cells.Select(cell => cell.PadLeft(cell.Length + before - WholeLength(cell)).PadRight(before + after))];
    }

    // The digits before the decimal point.
    private static int WholeLength(string cell)
    {
        int point = cell.AsSpan().IndexOfAny('.', 'e');
        return point < 0 ? cell.Length : point;
    }
}
