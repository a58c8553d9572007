namespace Descent.Data;

/// <summary>
/// Makes tables of your own objects: which columns there are, and how each is read from an object. No reflection: what is
/// named is used, and nothing else.
/// </summary>
/// <example>
/// <code>
/// TableBuilder&lt;Customer&gt; columns = new TableBuilder&lt;Customer&gt;()
///     .Numeric("age", customer => customer.Age)
///     .Category("plan", customer => customer.Plan)
///     .Target("churned", customer => customer.Churned);
/// Table table = columns.Build(customers);
/// </code>
/// </example>
/// <typeparam name="T">The objects, one for each row.</typeparam>
public sealed class TableBuilder<T>
{
    private readonly List<RecordColumn<T>> _columns = [];
    private int _target = -1;

    /// <summary>A column of numbers; <see langword="null"/> and NaN: a missing value.</summary>
    /// <param name="name">What the column is called.</param>
    /// <param name="value">Reads the value of an object.</param>
    /// <exception cref="ArgumentException">There is a column of that name.</exception>
    public TableBuilder<T> Numeric(string name, Func<T, double?> value) => Add(new RecordColumn<T>(
        name, ColumnKind.Numeric,
        (record, column) => column.Add(value(record) ?? double.NaN),
        (record, encoder, features) => encoder.Encode((float)(value(record) ?? double.NaN), features)));

    /// <summary>A column of names; <see langword="null"/> and empty: a missing value.</summary>
    /// <inheritdoc cref="Numeric"/>
    public TableBuilder<T> Category(string name, Func<T, string?> value) => Add(new RecordColumn<T>(
        name, ColumnKind.Category,
        (record, column) => column.Add(value(record).AsSpan().Trim()),
        (record, encoder, features) => encoder.Encode(value(record), features)));

    /// <summary>A column of yes and no; <see langword="null"/>: a missing value.</summary>
    /// <inheritdoc cref="Numeric"/>
    public TableBuilder<T> Boolean(string name, Func<T, bool?> value) => Add(new RecordColumn<T>(
        name, ColumnKind.Boolean,
        (record, column) => column.Add(BooleanText.Of(value(record))),
        (record, encoder, features) => encoder.Encode(BooleanText.Of(value(record)), features)));

    /// <summary>A column of dates, perhaps with a time; <see langword="null"/>: a missing value.</summary>
    /// <inheritdoc cref="Numeric"/>
    public TableBuilder<T> Date(string name, Func<T, DateTime?> value) => Add(new RecordColumn<T>(
        name, ColumnKind.DateTime,
        (record, column) => column.Add(value(record) is { } date ? DateText.Format(date) : ""),
        (record, encoder, features) => ((DateEncoder)encoder).Encode(value(record), features)));

    /// <summary>What is to be predicted, a class; <see langword="null"/>: not known.</summary>
    /// <inheritdoc cref="Numeric"/>
    public TableBuilder<T> Target(string name, Func<T, string?> value) => AddTarget(name, (record, column) => column.Add(value(record).AsSpan().Trim()));

    /// <summary>What is to be predicted, a number; <see langword="null"/>: not known.</summary>
    /// <inheritdoc cref="Numeric"/>
    public TableBuilder<T> Target(string name, Func<T, double?> value) => AddTarget(name, (record, column) => column.Add(value(record) ?? double.NaN));

    /// <summary>What is to be predicted, yes or no: the classes false and true; <see langword="null"/>: not known.</summary>
    /// <inheritdoc cref="Numeric"/>
    public TableBuilder<T> Target(string name, Func<T, bool?> value) => AddTarget(name, (record, column) => column.Add(BooleanText.Of(value(record))));

    /// <summary>A table with a row for each object.</summary>
    /// <param name="records">The objects, at least one.</param>
    /// <param name="source">What messages call them.</param>
    /// <exception cref="DataFormatException">There are no objects or no columns.</exception>
    public Table Build(IEnumerable<T> records, string source = "records")
    {
        ArgumentNullException.ThrowIfNull(records);
        ColumnBuilder[] builders = Builders();
        int rows = 0;
        foreach (T record in records)
        {
            Add(record, builders);
            rows++;
        }

        return Build(builders, rows, source);
    }

    /// <summary>A table with a row for each object of a stream, such as the rows of a query.</summary>
    /// <param name="records">The objects, at least one.</param>
    /// <param name="source">What messages call them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">There are no objects or no columns.</exception>
    public async Task<Table> BuildAsync(IAsyncEnumerable<T> records, string source = "records", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        ColumnBuilder[] builders = Builders();
        int rows = 0;
        await foreach (T record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Add(record, builders);
            rows++;
        }

        return Build(builders, rows, source);
    }

    /// <summary>The columns of a pipeline, in its order, to encode single objects.</summary>
    /// <exception cref="DataFormatException">A column that the pipeline needs is missing, or is of another kind.</exception>
    internal RecordEncoder<T> EncoderFor(TablePipeline pipeline)
    {
        var columns = new RecordColumn<T>[pipeline.Columns.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            ColumnEncoder needed = pipeline.Columns[i];
            columns[i] = _columns.Find(column => column.Name == needed.Name)
                ?? throw new DataFormatException($"records: {MessageText.NoColumn(needed.Name, ", which the model needs", [.. _columns.Select(column => column.Name)])}");
            bool fits = columns[i].Kind == needed.Kind || (columns[i].Kind != ColumnKind.DateTime && needed.Kind != ColumnKind.DateTime);
            if (!fits)
                throw new DataFormatException($"records: column {MessageText.Quote(needed.Name)} is declared as {columns[i].Kind}, and the model has learned it as {needed.Kind}");
        }

        return new RecordEncoder<T>(pipeline, columns);
    }

    private TableBuilder<T> AddTarget(string name, Action<T, ColumnBuilder> add)
    {
        if (_target >= 0)
            throw new ArgumentException($"There is a target already, '{_columns[_target].Name}'; expected one.", nameof(name));
        Add(new RecordColumn<T>(name, null, add, (_, _, _) => throw new InvalidOperationException("A target is no feature.")));
        _target = _columns.Count - 1;
        return this;
    }

    private TableBuilder<T> Add(RecordColumn<T> column)
    {
        if (string.IsNullOrWhiteSpace(column.Name))
            throw new ArgumentException("A column has no name; expected one.", nameof(column));
        if (_columns.Exists(other => other.Name == column.Name))
            throw new ArgumentException($"There are two columns '{column.Name}'; expected different names.", nameof(column));
        _columns.Add(column);
        return this;
    }

    private ColumnBuilder[] Builders() => _columns.Count == 0
        ? throw new DataFormatException("records: there are no columns; expected at least one")
        : [.. _columns.Select((column, index) => new ColumnBuilder(column.Name, keepsText: index == _target || column.Kind == ColumnKind.Category))];

    private void Add(T record, ColumnBuilder[] builders)
    {
        for (int i = 0; i < builders.Length; i++)
            _columns[i].Add(record, builders[i]);
    }

    private Table Build(ColumnBuilder[] builders, int rows, string source) => rows == 0
        ? throw new DataFormatException($"{MessageText.OneLine(source)}: there are no rows; expected at least one")
        : new Table(source, [.. builders.Select((builder, index) => builder.Build(_columns[index].Kind))], _target, [.. Enumerable.Range(1, rows)], hasLines: false);
}
