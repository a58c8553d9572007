using System.Text;

namespace Descent.Reference;

/// <summary>Matrices as tables of MathML: right-aligned, decimal points below each other, the middle of a large one left out.</summary>
internal static class MatrixMarkup
{
    private const string Dots = "<mtd><mo>⋯</mo></mtd>";

    public static Markup Of(double[,] matrix)
    {
        Cut rows = new(matrix.GetLength(0), Cut.OfMatrix), columns = new(matrix.GetLength(1), Cut.OfMatrix);
        Markup[][] cells = [.. Enumerable.Range(0, columns.Shown).Select(j => MathNumber.Column(
            [.. Enumerable.Range(0, rows.Shown).Select(i => matrix[rows[i], columns[j]])]))];

        StringBuilder table = new("<mtable class=\"matrix\">");
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
    public static long Hidden(int rows, int columns) =>
        ((long)rows * columns) - ((long)new Cut(rows, Cut.OfMatrix).Shown * new Cut(columns, Cut.OfMatrix).Shown);

    private static void WriteGap(StringBuilder table, Cut columns)
    {
        table.Append("<mtr>");
        for (int j = 0; j < columns.Shown; j++)
        {
            table.Append(columns.IsAfterGap(j) ? "<mtd><mo>⋱</mo></mtd>" : "");
            table.Append("<mtd><mo>⋮</mo></mtd>");
        }

        table.Append("</mtr>");
    }
}
