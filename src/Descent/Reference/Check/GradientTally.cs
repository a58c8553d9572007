namespace Descent.Reference;

/// <summary>What became of the comparison of one element.</summary>
internal enum ComparisonKind
{
    Compared,
    Kink,
    Unresolved,
    NotFinite,
}

/// <summary>One element: what became of it and, if it was compared, its relative error.</summary>
internal readonly record struct Comparison(ComparisonKind Kind, double Error)
{
    public static Comparison NotFinite => new(ComparisonKind.NotFinite, double.NaN);

    /// <summary>The central difference that came nearest to the gradient, if the element was compared.</summary>
    public double Difference { get; init; }
}

/// <summary>Counts the comparisons of one gradient and remembers the worst.</summary>
internal sealed class GradientTally(string gradient, int rows, int columns)
{
    public GradientTensorCheck Result { get; private set; } = new(gradient, rows, columns, 0, 0, 0, 0, 0, 0);

    public void Add(int row, int column, Comparison found)
    {
        Result = Result with { Elements = Result.Elements + 1 };
        if (found.Kind == ComparisonKind.Kink)
            Result = Result with { Kinks = Result.Kinks + 1 };
        else if (found.Kind == ComparisonKind.Unresolved)
            Result = Result with { Unresolved = Result.Unresolved + 1 };
        else if (found.Error > Result.MaxRelativeError)
            Result = Result with { MaxRelativeError = found.Error, WorstRow = row, WorstColumn = column };
    }
}
