namespace Descent.Tabular;

/// <summary>The importance of columns over the folds of a cross-validation, in each of which another model was measured on rows that it had not seen.</summary>
internal static class FoldImportance
{
    /// <summary>Mean and spread over the folds.</summary>
    /// <param name="folds">The importance in each, at least one.</param>
    public static PermutationImportance Of(IReadOnlyList<PermutationImportance> folds)
    {
        ColumnImportance[] columns =
        [
            .. from name in folds.SelectMany(fold => fold.Columns).Select(column => column.Column).Distinct()
               let measured = folds.Select(fold => In(fold, name)).OfType<ColumnImportance>().ToArray()
               where measured.Length == folds.Count
               select Mean(measured),
        ];
        return new PermutationImportance(
            folds[0].Metric,
            folds.Average(fold => fold.Baseline),
            folds.Sum(fold => fold.Rows),
            folds.Min(fold => fold.Repeats),
            [.. columns.OrderByDescending(column => column.Worsening)],
            Math.Max(0, folds.Max(fold => fold.Columns.Count + fold.ColumnsLeftOut) - columns.Length))
        {
            Folds = folds.Count,
        };
    }

    // Where all columns were measured, one that is not among them held nothing in the other folds: that model does without it.
    private static ColumnImportance? In(PermutationImportance fold, string name)
    {
        foreach (ColumnImportance column in fold.Columns)
        {
            if (column.Column == name)
                return column;
        }

        return fold.ColumnsLeftOut > 0 ? null : new ColumnImportance(name, fold.Metric, 0, 0, 0);
    }

    private static ColumnImportance Mean(ColumnImportance[] folds)
    {
        double mean = folds.Average(fold => fold.Worsening);
        double? deviation = folds.Length > 1 ? Math.Sqrt(folds.Sum(fold => (fold.Worsening - mean) * (fold.Worsening - mean)) / (folds.Length - 1)) : null;
        double? drop = folds.Any(fold => fold.AccuracyDrop is null) ? null : folds.Average(fold => fold.AccuracyDrop);
        return new ColumnImportance(folds[0].Column, folds[0].Metric, mean, deviation, drop);
    }
}
