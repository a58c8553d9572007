using Descent.Data;

namespace Descent.Tabular;

/// <summary>A table divided into what is learned from and what is measured on, with what its columns become.</summary>
/// <param name="Table">The rows, each with a target.</param>
/// <param name="IsTrain">Whether each row is learned from.</param>
/// <param name="Pipeline">What the columns become; learned from those rows.</param>
/// <param name="All">All rows as numbers.</param>
internal sealed record PreparedTable(Table Table, bool[] IsTrain, TablePipeline Pipeline, Dataset All)
{
    /// <summary>The rows that are learned from, with their weights.</summary>
    public required Dataset Train { get; init; }

    /// <summary>The rows that are measured on; null: none.</summary>
    public Dataset? Held { get; } = IsTrain.Contains(false) ? All.Select(Indices(IsTrain, part: false)) : null;

    /// <summary>How networks hold some of the rows back that are learned from.</summary>
    public required HeldBackRule Rule { get; init; }

    /// <summary>The indices of the rows that are learned from.</summary>
    public int[] TrainRows => Indices(IsTrain, part: true);

    /// <summary>The indices of the rows that are measured on.</summary>
    public int[] HeldRows => Indices(IsTrain, part: false);

    /// <summary>Learns from the training rows what the columns become.</summary>
    /// <param name="table">The rows, each with a target.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="isTrain">Whether each row is learned from.</param>
    /// <param name="options">How columns are understood, and how networks hold rows back.</param>
    /// <param name="classes">The classes, none for a regression; left out: those of the table.</param>
    /// <param name="rule">How networks hold rows of the table back; left out: as <paramref name="options"/> say.</param>
    /// <exception cref="DataFormatException">The columns cannot be used.</exception>
    public static PreparedTable Of(Table table, TaskKind task, bool[] isTrain, TableTrainerOptions options, IReadOnlyList<string>? classes = null, HeldBackRule? rule = null)
    {
        if (!isTrain.Contains(true))
            throw table.Error("no row is left to learn from");
        int[] rows = Indices(isTrain, part: true);
        TablePipeline pipeline = TablePipeline.Fit(table, Columns(options), rows);
        Dataset all = pipeline.ToDataset(table, task, classes);
        return new PreparedTable(table, isTrain, pipeline, all)
        {
            Rule = (rule ?? HeldBackRule.Of(options.Split, table)).Select(rows),
            Train = RowWeights.Apply(rows.Length < table.Rows ? all.Select(rows) : all, table, rows, options),
        };
    }

    // What rows are divided or weighed by is no feature, unless the user says so.
    private static PipelineOptions Columns(TableTrainerOptions options)
    {
        string[] others = [.. new[] { options.Split.NoFeature, options.WeightColumn }.OfType<string>().Where(name => options.Columns.Columns?.Contains(name) != true)];
        return others.Length > 0 ? options.Columns with { Drop = [.. options.Columns.Drop, .. others] } : options.Columns;
    }

    private static int[] Indices(bool[] isTrain, bool part) => [.. isTrain.Index().Where(row => row.Item == part).Select(row => row.Index)];
}
