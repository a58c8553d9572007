using System.Buffers;

namespace Descent.Data;

/// <summary>A cell that is not a number: where it is and what it holds.</summary>
internal readonly record struct Cell(int Row, CellKind Kind, string Text)
{
    private static readonly string[] MissingMarks = ["na", "n/a", "nan", "null", "none", "?"];
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Reads a cell as a number, in invariant culture: 12, -0.5, 1e-3.</summary>
    /// <param name="text">The cell without white space around it.</param>
    /// <param name="value">The number, rounded to the nearest float; NaN if it is none.</param>
    public static CellKind Parse(ReadOnlySpan<char> text, out float value)
    {
        if (FloatText.TryParse(text, out value) && float.IsFinite(value))
            return CellKind.Number;

        bool isInfinite = float.IsInfinity(value);
        value = float.NaN;
        if (text.IsEmpty)
            return CellKind.Empty;
        if (isInfinite)
            return text.ContainsAny(Digits) ? CellKind.OutOfRange : CellKind.NotFinite;

        foreach (string mark in MissingMarks)
        {
            if (text.Equals(mark, StringComparison.OrdinalIgnoreCase))
                return CellKind.MissingMark;
        }

        return text.TrimStart("+-").Equals("inf", StringComparison.OrdinalIgnoreCase) ? CellKind.NotFinite : CellKind.Text;
    }
}
