using System.Globalization;

namespace Descent.Data;

/// <summary>What a data set checks before it takes data in; each message says where, what was found and what was expected.</summary>
internal static class DatasetChecks
{
    public static int Rows(int features, int inputs)
    {
        if (inputs < 1)
            throw new ArgumentException($"inputs is {inputs}; expected at least 1 feature.", nameof(inputs));
        if (features == 0)
            throw new ArgumentException("There are no features; expected at least one row.", nameof(features));

        (int rows, int rest) = Math.DivRem(features, inputs);
        return rest == 0
            ? rows
            : throw new ArgumentException($"features has {features} numbers, which is not a whole number of rows of {inputs}.", nameof(features));
    }

    public static void Targets(int targets, int rows, int outputs)
    {
        if (outputs < 1)
            throw new ArgumentException($"outputs is {outputs}; expected at least 1.", nameof(outputs));
        if (targets != (long)rows * outputs)
            throw new ArgumentException($"targets has {targets} numbers; expected {(long)rows * outputs}: {outputs} for each of {rows} rows.", nameof(targets));
    }

    /// <summary>The number of classes, named or up to the largest label, after checking that each label has its class.</summary>
    public static int ClassCount(ReadOnlySpan<int> labels, int rows, int? named)
    {
        if (named == 0)
            throw new ArgumentException("classes is empty; expected a name for each class.", nameof(named));
        if (labels.Length != rows)
            throw new ArgumentException($"labels has {labels.Length} entries; expected one for each of {rows} rows.", nameof(labels));

        int largest = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            int label = labels[row];
            if (label < 0 || label >= named)
            {
                throw new ArgumentException(
                    $"The label of row {row} is {label}; expected a class index from 0{(named is { } count ? $" to {count - 1}" : " up")}.", nameof(labels));
            }

            largest = Math.Max(largest, label);
        }

        // Without names every label up to the largest becomes a class: a number that is no index would make millions.
        if (named is null && largest >= Math.Max(rows, 1000))
            throw new ArgumentException($"The largest label is {largest} in {rows} rows; expected class indices 0, 1, 2, … without large gaps, or names for the classes.", nameof(labels));

        return named ?? largest + 1;
    }

    public static string[] Classes(IReadOnlyList<string>? names, int count)
    {
        if (names is null)
            return Numbered("", 0, count);
        if (names.Count != count)
            throw new ArgumentException($"classes has {names.Count} names; expected {count}.", nameof(names));

        return Different(names, "classes");
    }

    public static string[] FeatureNames(IReadOnlyList<string>? names, int inputs)
    {
        if (names is null)
            return Numbered("x", 1, inputs);
        if (names.Count != inputs)
            throw new ArgumentException($"featureNames has {names.Count} names; expected {inputs}.", nameof(names));

        return Different(names, "featureNames");
    }

    public static string[] TargetNames(string name, int outputs) => outputs == 1 ? [name] : Numbered(name + " ", 1, outputs);

    /// <summary>Checks that all numbers of a matrix are finite.</summary>
    /// <param name="values">[rows, columns].</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="what">What a column is: a feature, a target.</param>
    public static void Finite(ReadOnlySpan<float> values, string[] columns, string what)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                throw Bad(values, i, columns, what, "a finite number");
        }
    }

    public static void NotNegative(ReadOnlySpan<float> targets, string[] classes)
    {
        int i = targets.IndexOfAnyExceptInRange(0, float.MaxValue);
        if (i >= 0)
            throw Bad(targets, i, classes, "target", "a weight of 0 or more");
    }

    public static void Weights(ReadOnlySpan<float> weights, int rows)
    {
        if (weights.Length != rows)
            throw new ArgumentException($"weights has {weights.Length} numbers; expected one for each of {rows} rows.", nameof(weights));

        int bad = weights.IndexOfAnyExceptInRange(0, float.MaxValue);
        if (bad >= 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of row {bad} is {weights[bad]}; expected a finite number of 0 or more."), nameof(weights));
        if (!weights.ContainsAnyExcept(0f))
            throw new ArgumentException($"The weights of all {rows} rows are 0; expected at least one above 0.", nameof(weights));
    }

    public static float[] Flatten(float[][] rows, out int columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        columns = rows.Length == 0 ? 1 : rows[0].Length;
        float[] flat = new float[checked(rows.Length * columns)];
        for (int row = 0; row < rows.Length; row++)
        {
            if (rows[row].Length != columns)
                throw new ArgumentException($"Row {row} of features has {rows[row].Length} numbers; expected {columns}, as in row 0.", nameof(rows));

            rows[row].CopyTo(flat.AsSpan(row * columns));
        }

        return flat;
    }

    private static ArgumentException Bad(ReadOnlySpan<float> values, int index, string[] columns, string what, string expected)
    {
        (int row, int column) = Math.DivRem(index, columns.Length);
        return new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"The {what} '{columns[column]}' of row {row} (column {column}) is {values[index]}; expected {expected}."));
    }

    private static string[] Numbered(string prefix, int first, int count)
    {
        string[] names = new string[count];
        for (int i = 0; i < count; i++)
            names[i] = string.Create(CultureInfo.InvariantCulture, $"{prefix}{first + i}");
        return names;
    }

    private static string[] Different(IReadOnlyList<string> names, string parameter)
    {
        var seen = new HashSet<string>(names.Count, StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            if (string.IsNullOrEmpty(names[i]))
                throw new ArgumentException($"{parameter}[{i}] is empty; expected a name.", parameter);
            if (!seen.Add(names[i]))
                throw new ArgumentException($"{parameter} has '{names[i]}' twice; expected different names.", parameter);
        }

        return [.. names];
    }
}
