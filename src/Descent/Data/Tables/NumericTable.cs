namespace Descent.Data;

/// <summary>
/// A table as it was read: named columns of numbers, one of which is the target, which may hold text. What cannot be used
/// is refused when it is asked for, so that a column that nobody needs may hold anything.
/// </summary>
public sealed class NumericTable
{
    // So few that the rows being filled stay in the cache.
    private const int RowsPerBlock = 64;

    private readonly TableColumn[] _columns;
    private readonly Dictionary<string, int> _indexOf;
    private readonly int[] _lines;
    private readonly TableTarget _target;

    /// <param name="source">The file, as messages name it.</param>
    /// <param name="columns">At least one, all of the same length, with different names.</param>
    /// <param name="target">The index of the target column.</param>
    /// <param name="lines">The line of each row in the file, counted from 1, [rows].</param>
    internal NumericTable(string source, TableColumn[] columns, int target, int[] lines)
    {
        Source = source;
        ColumnNames = [.. columns.Select(column => column.Name)];
        _columns = columns;
        _indexOf = columns.Index().ToDictionary(entry => entry.Item.Name, entry => entry.Index, StringComparer.Ordinal);
        _lines = lines;
        _target = new TableTarget(this, columns[target]);
    }

    /// <summary>Where the table was read from, as messages name it.</summary>
    public string Source { get; }

    /// <summary>The number of rows, at least 1.</summary>
    public int Rows => _lines.Length;

    /// <summary>The names of the columns, in the order of the file; names that differ in case are different.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The name of the target column.</summary>
    public string Target => _target.Column.Name;

    /// <summary>Whether the target suggests a classification or a regression, and why.</summary>
    /// <remarks>
    /// Text: classification. Numbers: classification if all are whole and there are two different ones, or at most 20
    /// with at least five rows for each on average; otherwise regression.
    /// </remarks>
    /// <exception cref="DataFormatException">The target misses a value, or holds one that is neither a number nor a label.</exception>
    public TaskInference InferTask() => _target.Infer();

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
            return Regression(features, _target.NumbersToLearn());

        string[] classes = _target.ClassesToLearn();
        return Classification(features, classes, _target.Labels(classes));
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
            return Regression([.. features], _target.Numbers());

        string[] classNames = [.. classes];
        return Classification([.. features], classNames, _target.Labels(classNames));
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

    /// <summary>An error about the whole table.</summary>
    internal DataFormatException Error(string message) => new($"{MessageText.OneLine(Source)}: {message}");

    /// <summary>An error about one cell.</summary>
    internal DataFormatException Error(int row, string column, string message) =>
        new($"{MessageText.OneLine(Source)}, line {_lines[row]}, column {MessageText.Quote(column)}: {message}");

    /// <summary>The line of a row in the file.</summary>
    internal int Line(int row) => _lines[row];

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
