namespace Descent.Data;

/// <summary>A column that is no feature.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Reason">Why it is left out, in some words.</param>
public sealed record LeftOutColumn(string Name, ColumnKind Kind, string Reason);
