namespace Descent.Data;

/// <summary>
/// How the columns of a table become the features of a network: numbers with what stands for missing ones, categories and
/// yes or no as 0 and 1, dates in parts. Learned from the training rows, and part of the model. Immutable.
/// </summary>
/// <remarks>
/// Scaling is apart (<see cref="FeatureScaler"/>): it comes after it. Columns are found by name, so another order and columns
/// that the pipeline does not know do not matter.
/// </remarks>
public sealed class TablePipeline
{
    // Of more columns a profile of each would make a model large, and a warning about some says little.
    internal const int MostProfiles = 1000;

    private readonly ColumnEncoder[] _columns;

    internal TablePipeline(IReadOnlyList<ColumnEncoder> columns, IReadOnlyList<LeftOutColumn> leftOut, IReadOnlyList<string> missing, IReadOnlyList<string>? notes = null)
    {
        if (columns.Count == 0)
            throw new ArgumentException("There are no columns; expected at least one.", nameof(columns));
        _columns = [.. columns];
        LeftOut = [.. leftOut];
        Missing = [.. missing];
        Notes = notes ?? [];
        FeatureNames = UniqueNames.Of(_columns.SelectMany(column => column.FeatureNames));
        IsIndicator = [.. _columns.SelectMany(column => Enumerable.Range(0, column.FeatureNames.Count).Select(column.IsIndicator))];
        if (_columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() != _columns.Length)
            throw new ArgumentException("A column is there twice; expected different ones.", nameof(columns));
    }

    /// <summary>The columns that features are made of, in the order of their features.</summary>
    public IReadOnlyList<ColumnEncoder> Columns => _columns;

    /// <summary>The columns that are left out, and why.</summary>
    public IReadOnlyList<LeftOutColumn> LeftOut { get; }

    /// <summary>The texts that stand for a missing value, whatever their case.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>What was odd about the table that it was learned from, in words; not kept in a model.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The names of the features, all different.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Which features are 0 or 1 (or on a circle), and so need no scaling, [features].</summary>
    public IReadOnlyList<bool> IsIndicator { get; }

    /// <summary>Learns from a table what its columns hold and how they become features.</summary>
    /// <param name="table">The table; its target is no feature.</param>
    /// <param name="options">What is known about the columns; left out: nothing.</param>
    /// <param name="rows">The training rows; left out: all.</param>
    /// <exception cref="DataFormatException">A named column does not exist, or no column is left to learn from.</exception>
    public static TablePipeline Fit(Table table, PipelineOptions? options = null, ReadOnlySpan<int> rows = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new PipelineFit(table, options ?? new PipelineOptions(), rows.IsEmpty ? [.. Enumerable.Range(0, table.Rows)] : rows.ToArray()).Run();
    }

    /// <summary>The features of every row, [rows, features].</summary>
    /// <exception cref="DataFormatException">A column is missing.</exception>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        TableColumn[] columns = [.. _columns.Select(column => table.Find(column.Name) ?? throw table.Error(MessageText.NoColumn(column.Name, ", which the model needs", table.ColumnNames)))];
        float[] features = new float[checked(table.Rows * FeatureNames.Count)];
        for (int i = 0, offset = 0; i < columns.Length; i++)
        {
            _columns[i].Encode(columns[i], features, FeatureNames.Count, offset);
            offset += _columns[i].FeatureNames.Count;
        }

        return features;
    }

    /// <summary>The features and the target of every row.</summary>
    /// <param name="table">A table with a target in every row (<see cref="Table.WithTargetKnown"/>).</param>
    /// <param name="task">What is to be predicted; left out: as <see cref="Table.InferTask"/> says.</param>
    /// <param name="classes">The classes of a model, none for a regression; left out: those of the table, to learn from.</param>
    /// <exception cref="DataFormatException">A column is missing, or a target cannot be used.</exception>
    public Dataset ToDataset(Table table, TaskKind? task = null, IReadOnlyList<string>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.WithFeatures([.. FeatureNames], Encode(table), task ?? table.InferTask().Task, classes);
    }

    /// <summary>
    /// The columns whose values are distributed otherwise than in the training rows, lie outside of their range, or are missing more often:
    /// by more than is usual, and by more than chance explains in so many rows. Empty where nothing has drifted.
    /// </summary>
    /// <remarks>
    /// <para>A column has drifted if one of these holds, each with a chance of 1 in 30,000 where nothing has changed:</para>
    /// <para>The population stability index Σ (q − p) ln(q/p) over tenths of the training rows' numbers, or over categories, is above 0.25
    /// (a large shift: Siddiqi 2006, <em>Credit Risk Scorecards</em>) and above (1/n + 1/m) χ²: that is how it is distributed without
    /// drift for n training rows and m others, with one degree of freedom less than bins (Kullback 1959; Yurdakul and Naranjo 2020).</para>
    /// <para>More than 5 % of the numbers are outside of the training rows' range, or so many more of the categories than expected are rare or new.</para>
    /// <para>The share of missing cells is larger by 10 percentage points.</para>
    /// <para>With fewer than 50 rows or more than 1,000 columns, and for models of files that do not hold what is needed, it is empty.</para>
    /// </remarks>
    /// <param name="table">Rows to predict; columns that it has not are left out.</param>
    public IReadOnlyList<ColumnDrift> Drift(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Rows < DriftTest.FewestRows || _columns.Length > MostProfiles)
            return [];
        return
        [
            .. _columns.Select(column => table.Find(column.Name) is { } found && column.Profile is { } profile ? DriftTest.Run(column, profile, found) : null)
                .OfType<ColumnDrift>(),
        ];
    }

    /// <summary>What is odd about a table for this pipeline, in words: values that training had not, cells that cannot be read.</summary>
    public IReadOnlyList<string> Oddities(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. _columns.Select(column => table.Find(column.Name) is { } found ? column.Oddity(found) : null).OfType<string>()];
    }
}
