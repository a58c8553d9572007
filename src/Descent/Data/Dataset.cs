namespace Descent.Data;

/// <summary>
/// Rows of features with their targets, immutable. Features are one contiguous matrix, [rows, inputs], row after row.
/// </summary>
/// <remarks>
/// What is predicted is one of three: a class index per row (<see cref="Labels"/>), a number or several per row
/// (<see cref="Targets"/>, regression), or a weight per class and row (<see cref="Targets"/>, soft labels).
/// </remarks>
public sealed partial class Dataset
{
    private readonly DatasetSchema _schema;
    private readonly float[] _features;
    private readonly int[] _labels;
    private readonly float[] _targets;
    private readonly float[] _weights;

    /// <summary>Takes over the arrays, which nobody may change afterwards.</summary>
    internal Dataset(DatasetSchema schema, float[] features, int[] labels, float[] targets, float[]? weights = null)
    {
        _schema = schema;
        _features = features;
        _labels = labels;
        _targets = targets;
        _weights = weights ?? [];
        Rows = features.Length / schema.Inputs;
    }

    /// <summary>The number of rows, at least 1.</summary>
    public int Rows { get; }

    /// <summary>The number of features of each row, at least 1.</summary>
    public int Inputs => _schema.Inputs;

    /// <summary>The number of targets of each row; for a classification the number of classes.</summary>
    public int Outputs => _schema.Outputs;

    /// <summary>Whether classes or numbers are to be predicted.</summary>
    public TaskKind Task => _schema.Task;

    /// <summary>The names of the features, in the order of the columns.</summary>
    public IReadOnlyList<string> FeatureNames => _schema.FeatureNames;

    /// <summary>What the target is called.</summary>
    public string TargetName => _schema.TargetName;

    /// <summary>The names of the classes, in the order of their indices; empty for a regression.</summary>
    public IReadOnlyList<string> Classes => _schema.Classes;

    /// <summary>All features, [rows, inputs], all finite.</summary>
    public ReadOnlyMemory<float> Features => _features;

    /// <summary>Whether each row has exactly one class: <see cref="Labels"/> rather than <see cref="Targets"/>.</summary>
    public bool HasLabels => _labels.Length > 0;

    /// <summary>The class index of each row, [rows], in 0 … <see cref="Outputs"/> − 1; empty without <see cref="HasLabels"/>.</summary>
    public ReadOnlyMemory<int> Labels => _labels;

    /// <summary>The numbers to predict, or the weight of each class, [rows, outputs], all finite; empty with <see cref="HasLabels"/>.</summary>
    public ReadOnlyMemory<float> Targets => _targets;

    /// <summary>The features of one row, [inputs].</summary>
    /// <param name="row">In 0 … <see cref="Rows"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return _features.AsSpan(row * Inputs, Inputs);
    }

    /// <summary>The named rows, in the order given; a row may appear more than once. The data is copied.</summary>
    /// <param name="rows">At least one index, each in 0 … <see cref="Rows"/> − 1.</param>
    /// <exception cref="ArgumentException">There are no rows, or one of them does not exist.</exception>
    public Dataset Select(ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            throw new ArgumentException("No rows are selected; a data set has at least one.", nameof(rows));

        float[] features = new float[checked(rows.Length * Inputs)];
        int[] labels = new int[HasLabels ? rows.Length : 0];
        float[] targets = new float[HasLabels ? 0 : checked(rows.Length * Outputs)];
        float[] weights = new float[HasWeights ? rows.Length : 0];
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            if ((uint)row >= (uint)Rows)
                throw new ArgumentException($"Row {row} does not exist; expected 0 to {Rows - 1}.", nameof(rows));

            _features.AsSpan(row * Inputs, Inputs).CopyTo(features.AsSpan(i * Inputs));
            if (HasLabels)
                labels[i] = _labels[row];
            else
                _targets.AsSpan(row * Outputs, Outputs).CopyTo(targets.AsSpan(i * Outputs));
            if (HasWeights)
                weights[i] = _weights[row];
        }

        return new Dataset(_schema, features, labels, targets, weights);
    }

    /// <summary>
    /// Splits into two random parts with the same mix of targets: stratified by class (soft labels: by the class of the
    /// largest weight), in a regression by tenths of the first target (below 50 rows by larger parts). The same data,
    /// fraction and seed give the same parts.
    /// </summary>
    /// <remarks>
    /// Every row is in exactly one part, and both keep the order of the rows. The first part has
    /// <paramref name="trainFraction"/> of the rows, rounded, unless keeping every class of two or more rows in both
    /// parts needs more or fewer.
    /// </remarks>
    /// <param name="trainFraction">The share of the first part, above 0 and below 1.</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is outside its range.</exception>
    /// <exception cref="InvalidOperationException">There is only one row.</exception>
    public (Dataset Train, Dataset Test) Split(double trainFraction, int seed)
    {
        if (!(trainFraction > 0 && trainFraction < 1))
            throw new ArgumentOutOfRangeException(nameof(trainFraction), trainFraction, "Expected a fraction above 0 and below 1.");
        if (Rows < 2)
            throw new InvalidOperationException("One row cannot be split into two parts.");

        return Split(StratifiedSplit.Choose(this, trainFraction, seed));
    }

    /// <summary>Splits as told, row by row; both parts keep the order of the rows.</summary>
    /// <param name="isTrain">Whether each row belongs to the first part, [rows].</param>
    /// <exception cref="ArgumentException">The length is not <see cref="Rows"/>, or a part would be empty.</exception>
    public (Dataset Train, Dataset Test) Split(ReadOnlySpan<bool> isTrain)
    {
        if (isTrain.Length != Rows)
            throw new ArgumentException($"The split has {isTrain.Length} entries; expected one for each of {Rows} rows.", nameof(isTrain));

        int count = isTrain.Count(true);
        if (count == 0 || count == Rows)
            throw new ArgumentException($"All rows are in the {(count == 0 ? "second" : "first")} part; expected rows in both.", nameof(isTrain));

        int[] train = new int[count];
        int[] test = new int[Rows - count];
        int trained = 0, tested = 0;
        for (int row = 0; row < Rows; row++)
        {
            if (isTrain[row])
                train[trained++] = row;
            else
                test[tested++] = row;
        }

        return (Select(train), Select(test));
    }

    /// <summary>The same rows with other features, which are taken over.</summary>
    internal Dataset WithFeatures(float[] features) => new(_schema, features, _labels, _targets, _weights);

    /// <summary>The same rows with other targets, which are taken over.</summary>
    internal Dataset WithTargets(float[] targets) => new(_schema, _features, _labels, targets, _weights);
}
