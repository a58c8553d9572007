using System.Text;

namespace Descent.Reference;

/// <summary>Matrices as tables of MathML: right-aligned, decimal points below each other, the middle of a large one left out.</summary>
internal static class MatrixMarkup
{
    /// <summary>How every matrix begins.</summary>
    public const string Start = "<mtable class=\"matrix\">";

    private const string Dots = "<mtd><mo>⋯</mo></mtd>";

    public static Markup Of(double[,] matrix)
    {
        (Cut rows, Cut columns) = Cuts(matrix.GetLength(0), matrix.GetLength(1));
        Markup[][] cells = [.. Enumerable.Range(0, columns.Shown).Select(j => MathNumber.Column(
            [.. Enumerable.Range(0, rows.Shown).Select(i => matrix[rows[i], columns[j]])]))];

        StringBuilder table = new(Start);
        for (int i = 0; i < rows.Shown; i++)
        {
            if (rows.IsAfterGap(i))
                WriteGap(table, columns);
            table.Append("<mtr>");
            for (int j = 0; j < columns.Shown; j++)
            {
                table.Append(columns.IsAfterGap(j) ? Dots : "");
                table.Append("<mtd>").Append(cells[j][i].Xml).Append("</mtd>");
            }

            table.Append("</mtr>");
        }

        return new Markup(table.Append("</mtable>").ToString());
    }

    public static double[,] Transposed(double[,] matrix)
    {
        double[,] transposed = new double[matrix.GetLength(1), matrix.GetLength(0)];
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
                transposed[j, i] = matrix[i, j];
        }

        return transposed;
    }

    /// <summary>A vector as a matrix of one row.</summary>
    public static double[,] Row(double[] vector)
    {
        double[,] row = new double[1, vector.Length];
        for (int j = 0; j < vector.Length; j++)
            row[0, j] = vector[j];
        return row;
    }

    /// <summary>How many numbers of a matrix of this shape are left out.</summary>
    public static long Hidden(int rows, int columns)
    {
        (Cut shownRows, Cut shownColumns) = Cuts(rows, columns);
        return ((long)rows * columns) - ((long)shownRows.Shown * shownColumns.Shown);
    }

    private static (Cut Rows, Cut Columns) Cuts(int rows, int columns) => (Cut.OfMatrix(rows, columns), Cut.OfMatrix(columns, rows));

    private static void WriteGap(StringBuilder table, Cut columns)
    {
        table.Append("<mtr>");
        for (int j = 0; j < columns.Shown; j++)
        {
            table.Append(columns.IsAfterGap(j) ? "<mtd class=\"gap\"><mo>⋱</mo></mtd>" : "");
            table.Append("<mtd class=\"gap\"><mo>⋮</mo></mtd>");
        }

        table.Append("</mtr>");
    }
}
