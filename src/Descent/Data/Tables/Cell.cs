using System.Buffers;

namespace Descent.Data;

/// <summary>A cell that is not a number: where it is and what it holds.</summary>
internal readonly record struct Cell(int Row, CellKind Kind, string Text)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, MissingMarks, bool, out float)"/>
    public static CellKind Parse(ReadOnlySpan<char> text, out float value) => Parse(text, MissingMarks.Default, isCommaDecimal: false, out value);

    /// <summary>Reads a cell as a number, in invariant culture (12, -0.5, 1e-3) with commas (0,5 or 1,234.5), or with a unit ($5, 5 %).</summary>
    /// <param name="text">The cell without white space around it.</param>
    /// <param name="missing">The texts that stand for no value.</param>
    /// <param name="isCommaDecimal">Whether one comma separates decimals, and not thousands.</param>
    /// <param name="value">The number, rounded to the nearest float; NaN if it is none.</param>
    public static CellKind Parse(ReadOnlySpan<char> text, MissingMarks missing, bool isCommaDecimal, out float value)
    {
        if (missing.HasNumbers && missing.Contains(text))
        {
            value = float.NaN;
            return CellKind.MissingMark;
        }

        if ((FloatText.TryParse(text, out value) || CommaNumber.TryParse(text, isCommaDecimal, out value) || UnitNumber.TryParse(text, isCommaDecimal, out value))
            && float.IsFinite(value))
            return CellKind.Number;

        bool isInfinite = float.IsInfinity(value);
        value = float.NaN;
        if (text.IsEmpty)
            return CellKind.Empty;
        if (missing.Contains(text))
            return CellKind.MissingMark;
        if (isInfinite)
            return text.ContainsAny(Digits) ? CellKind.OutOfRange : CellKind.NotFinite;

        ReadOnlySpan<char> unsigned = text.TrimStart("+-");
        return unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("nan", StringComparison.OrdinalIgnoreCase)
            ? CellKind.NotFinite
            : CellKind.Text;
    }
}
