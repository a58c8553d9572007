namespace Descent.Data;

/// <summary>
/// A table as it was read: named columns of numbers, one of which is the target, which may hold text. What cannot be used
/// is refused when it is asked for, so that a column that nobody needs may hold anything.
/// </summary>
public sealed class Table
{
    // So few that the rows being filled stay in the cache.
    private const int RowsPerBlock = 64;

    private readonly TableColumn[] _columns;
    private readonly Dictionary<string, int> _indexOf;
    private readonly int[] _rowNumbers;
    private readonly bool _hasLines;
    private readonly int _targetIndex;

    /// <param name="source">The file, as messages name it.</param>
    /// <param name="columns">At least one, all of the same length, with different names.</param>
    /// <param name="target">The index of the target column; -1 if there is none.</param>
    /// <param name="rowNumbers">What messages call each row, counted from 1: its line in a text file, or its number, [rows].</param>
    /// <param name="hasLines">Whether they are lines of a file.</param>
    /// <param name="missing">The texts that stand for no value; null: the usual ones.</param>
    internal Table(string source, TableColumn[] columns, int target, int[] rowNumbers, bool hasLines = true, MissingMarks? missing = null)
    {
        Source = source;
        ColumnNames = [.. columns.Select(column => column.Name)];
        _columns = columns;
        _indexOf = columns.Index().ToDictionary(entry => entry.Item.Name, entry => entry.Index, StringComparer.Ordinal);
        _rowNumbers = rowNumbers;
        _hasLines = hasLines;
        _targetIndex = target;
        Missing = missing ?? MissingMarks.Default;
    }

    /// <summary>Where the table was read from, as messages name it.</summary>
    public string Source { get; }

    /// <summary>The number of rows, at least 1.</summary>
    public int Rows => _rowNumbers.Length;

    /// <summary>The names of the columns, in the order of the file; names that differ in case are different.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The name of the target column; empty if there is none.</summary>
    public string Target => _targetIndex < 0 ? "" : ColumnNames[_targetIndex];

    /// <summary>The target, which is asked for only by what needs one.</summary>
    private TableTarget TargetColumn => _targetIndex < 0
        ? throw Error("there is no target; name the column that is to be predicted")
        : field ??= new TableTarget(this, _columns[_targetIndex]);

    /// <summary>Whether the target suggests a classification or a regression, and why.</summary>
    /// <remarks>
    /// Text: classification. Numbers: classification if all are whole and there are two different ones, or at most 20
    /// with at least five rows for each on average, and where there are more than 10 with at least three for each; otherwise
    /// regression.
    /// </remarks>
    /// <exception cref="DataFormatException">The target misses a value, or holds one that is neither a number nor a label.</exception>
    public TaskInference InferTask() => TargetColumn.Infer();

    /// <summary>The data to learn from: the target, and all other columns as features.</summary>
    /// <param name="task">What is to be predicted; left out: as <see cref="InferTask"/> says.</param>
    /// <returns>
    /// The classes are the different labels, in numerical order if all are whole numbers, otherwise in ordinal string order.
    /// Numeric labels of the same value, 1 and 1.0, are the same class.
    /// </returns>
    /// <exception cref="DataFormatException">
    /// A cell cannot be used, there is nothing to learn (one row, one class, one value, no feature), or the target does not suit the task.
    /// </exception>
    public Dataset ToDataset(TaskKind? task = null)
    {
        string[] features = [.. ColumnNames.Where(name => name != Target)];
        if (features.Length == 0)
            throw Error($"{MessageText.Quote(Target)} is the only column; expected at least one feature beside the target");
        if (Rows < 2)
            throw Error("there is only one row; learning needs at least 2");

        if ((task ?? InferTask().Task) == TaskKind.Regression)
            return Regression(features, TargetColumn.NumbersToLearn());

        string[] classes = TargetColumn.ClassesToLearn();
        return Classification(features, classes, TargetColumn.Labels(classes));
    }

    /// <summary>
    /// The data to measure a model with: the features it needs, in its order, and the target, which was chosen when the table
    /// was read. Other columns are ignored.
    /// </summary>
    /// <param name="features">The names of the model's features.</param>
    /// <param name="classes">The names of the model's classes; <see langword="null"/> for a regression.</param>
    /// <exception cref="DataFormatException">A column is missing, a cell cannot be used, or a label is not one of the classes.</exception>
    public Dataset ToDatasetFor(IReadOnlyList<string> features, IReadOnlyList<string>? classes)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (classes is null)
            return Regression([.. features], TargetColumn.Numbers());

        string[] classNames = [.. classes];
        return Classification([.. features], classNames, TargetColumn.Labels(classNames));
    }

    /// <summary>The named columns as a matrix, [rows, names], row after row. Other columns are ignored.</summary>
    /// <param name="names">At least one name, in any order.</param>
    /// <exception cref="DataFormatException">A column is missing, or one of its cells is not a number.</exception>
    public float[] SelectFeatures(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfZero(names.Count);
        TableColumn[] columns = [.. names.Select(Feature)];
        float[] matrix = new float[checked(Rows * columns.Length)];
        for (int block = 0; block < Rows; block += RowsPerBlock)
        {
            int end = Math.Min(block + RowsPerBlock, Rows);
            for (int column = 0; column < columns.Length; column++)
            {
                ReadOnlySpan<float> numbers = columns[column].Numbers;
                for (int row = block; row < end; row++)
                    matrix[(row * columns.Length) + column] = numbers[row];
            }
        }

        return matrix;
    }

    /// <summary>The rows whose target is there, which learning and measuring need; the table itself if it is in all of them.</summary>
    /// <exception cref="DataFormatException">There is no target, or no row has one.</exception>
    public Table WithTargetKnown()
    {
        int[] rows = RowsWithTarget();
        if (rows.Length == 0)
            throw Error($"the target {MessageText.Quote(Target)} is missing in every row");
        return rows.Length == Rows ? this : Select(rows);
    }

    /// <summary>The rows whose target is there, in order.</summary>
    public int[] RowsWithTarget() => [.. Enumerable.Range(0, Rows).Where(TargetColumn.IsKnown)];

    /// <summary>Some rows, in the order given; the data is copied.</summary>
    /// <param name="rows">At least one index, each in 0 … <see cref="Rows"/> − 1.</param>
    /// <exception cref="ArgumentException">There are no rows, or one of them does not exist.</exception>
    public Table Select(ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            throw new ArgumentException("No rows are selected; a table has at least one.", nameof(rows));
        if (rows.ContainsAnyExceptInRange(0, Rows - 1))
            throw new ArgumentException($"A row does not exist; expected 0 to {Rows - 1}.", nameof(rows));

        var columns = new TableColumn[_columns.Length];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = _columns[i].Select(rows);
        int[] numbers = new int[rows.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = _rowNumbers[rows[i]];
        return new Table(Source, columns, _targetIndex, numbers, _hasLines, Missing);
    }

    /// <summary>The same rows with another target.</summary>
    /// <exception cref="DataFormatException">There is no such column.</exception>
    public Table WithTarget(string name) => _indexOf.TryGetValue(name, out int index)
        ? new Table(Source, _columns, index, _rowNumbers, _hasLines, Missing)
        : throw Error(MessageText.NoColumn(name, "", ColumnNames));

    /// <summary>The texts that stand for no value.</summary>
    internal MissingMarks Missing { get; }

    internal IReadOnlyList<TableColumn> Columns => _columns;

    /// <summary>The column of that name, or null.</summary>
    internal TableColumn? Find(string name) => _indexOf.TryGetValue(name, out int index) ? _columns[index] : null;

    /// <summary>The target with a feature that says nothing, for what depends on targets alone.</summary>
    internal Dataset TargetsAlone(TaskKind task) => Rows < 2
        ? throw Error("there is only one row; learning needs at least 2")
        : WithFeatures(["nothing"], new float[Rows], task, classes: null);

    /// <summary>Features that were made of the columns, with the target.</summary>
    /// <param name="names">The names of the features.</param>
    /// <param name="features">[rows, names], taken over.</param>
    /// <param name="task">What is to be predicted.</param>
    /// <param name="classes">The classes of a model, none for a regression; null: those of the table, from which it learns.</param>
    internal Dataset WithFeatures(string[] names, float[] features, TaskKind task, IReadOnlyList<string>? classes)
    {
        if (task == TaskKind.Regression)
            return new Dataset(new DatasetSchema(task, names, Target, [], 1), features, [], classes is null ? TargetColumn.NumbersToLearn() : TargetColumn.Numbers());
        string[] labels = classes is null ? TargetColumn.ClassesToLearn() : [.. classes];
        return new Dataset(new DatasetSchema(task, names, Target, labels, labels.Length), features, TargetColumn.Labels(labels), []);
    }

    /// <summary>An error about the whole table.</summary>
    internal DataFormatException Error(string message) => new($"{MessageText.OneLine(Source)}: {message}");

    /// <summary>An error about one cell.</summary>
    internal DataFormatException Error(int row, string column, string message) =>
        new($"{MessageText.OneLine(Source)}, {Place(row)}, column {MessageText.Quote(column)}: {message}");

    /// <summary>Where a row stands, as messages say it.</summary>
    internal string Place(int row) => $"{(_hasLines ? "line" : "row")} {_rowNumbers[row]}";

    private Dataset Classification(string[] features, string[] classes, int[] labels) =>
        new(new DatasetSchema(TaskKind.Classification, features, Target, classes, classes.Length), SelectFeatures(features), labels, []);

    private Dataset Regression(string[] features, float[] targets) =>
        new(new DatasetSchema(TaskKind.Regression, features, Target, [], 1), SelectFeatures(features), [], targets);

    private TableColumn Feature(string name)
    {
        if (!_indexOf.TryGetValue(name, out int index))
            throw Error(MessageText.NoColumn(name, ", which the model needs", ColumnNames));

        TableColumn column = _columns[index];
        return column.FirstProblem is { } cell ? throw CellErrors.Feature(this, name, cell) : column;
    }
}
