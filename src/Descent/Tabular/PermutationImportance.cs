using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Numerics;

namespace Descent.Tabular;

/// <summary>
/// How much worse a model gets on rows in which the cells of one column have changed places at random: what it loses without the column.
/// Breiman 2001, <em>Random Forests</em>, section 10; Fisher, Rudin and Dominici 2019.
/// </summary>
/// <remarks>
/// <para>A column of a table is shuffled as a whole, with all features that are made of it. Measured is the log loss of a classification, with
/// probabilities below 10⁻⁶ taken as that, so that no single row decides; the accuracy where the outputs are no probabilities; and the RMSE of a
/// regression, in the unit of the target. Divide by <see cref="Baseline"/> for the relative worsening.</para>
/// <para>It speaks of this model, not of the world: of two columns that say the same each may seem to matter little, and shuffling makes rows
/// that cannot occur. Measure it on rows that were held back, or a column that was merely learned by heart seems to matter.</para>
/// <para>The cost is that of predicting columns · repeats · rows. It is bounded: rows are drawn, 2,000 at most; where the network or
/// the table is so large that this takes more than some 10¹¹ multiplications, fewer rows (200 at least), then fewer repeats, and
/// at last only the columns whose features go most with the predictions, by the largest correlation.</para>
/// </remarks>
public sealed class PermutationImportance
{
    /// <summary>The repeats unless told otherwise.</summary>
    public const int DefaultRepeats = 5;

    /// <summary>The rows that are used at most, unless told otherwise.</summary>
    public const int DefaultRows = 2000;

    /// <summary>Some seconds of predicting.</summary>
    internal const double MostMultiplications = 1e11;

    private const int FewestRows = 200;

    internal PermutationImportance(Metric metric, double baseline, int rows, int repeats, ColumnImportance[] columns, int columnsLeftOut)
    {
        Metric = metric;
        Baseline = baseline;
        Rows = rows;
        Repeats = repeats;
        Columns = columns;
        ColumnsLeftOut = columnsLeftOut;
    }

    /// <summary>What is measured.</summary>
    public Metric Metric { get; }

    /// <summary>Its value on the rows as they are.</summary>
    public double Baseline { get; }

    /// <summary>How many models it is the mean of: those of the folds of a cross-validation, each on the rows of its fold; 1: of one model.</summary>
    public int Folds { get; internal init; } = 1;

    /// <summary>The rows that were used.</summary>
    public int Rows { get; }

    /// <summary>How often each column was shuffled.</summary>
    public int Repeats { get; }

    /// <summary>The columns, from the one that the model needs most to the one it needs least.</summary>
    public IReadOnlyList<ColumnImportance> Columns { get; }

    /// <summary>How many columns were not measured, because there are so many.</summary>
    public int ColumnsLeftOut { get; }

    /// <summary>Measures the columns that a model uses: those of its pipeline, or its features where it has none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">Rows with their target; those without are left out.</param>
    /// <param name="repeats">How often each column is shuffled, at least 1.</param>
    /// <param name="mostRows">How many rows are used at most, at least 2; drawn at random.</param>
    /// <param name="seed">Any number: the same seed gives the same result.</param>
    /// <exception cref="DataFormatException">A column that the model needs is missing, or a target cannot be used.</exception>
    /// <exception cref="ArgumentException">A number is outside its range, or fewer than two rows have a target.</exception>
    public static PermutationImportance Compute(Model model, Table table, int repeats = DefaultRepeats, int mostRows = DefaultRows, int seed = 0) =>
        Compute(model, table, repeats, mostRows, seed, MostMultiplications);

    internal static PermutationImportance Compute(Model model, Table table, int repeats, int mostRows, int seed, double mostMultiplications)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostRows, 2);

        ColumnFeatures[] all = ColumnFeatures.Of(model), columns = all;
        double affordable = mostMultiplications / ((double)model.Ensemble.Members.Count * model.Network.Layout.Count);
        int rows = Math.Min(mostRows, Math.Max(FewestRows, (int)Math.Min(affordable / columns.Length / repeats, int.MaxValue)));

        Dataset data = model.ToDataset(Sample(table.WithTargetKnown(), rows, seed));
        if (data.Rows < 2)
            throw new ArgumentException("One row cannot be shuffled; expected at least two with a target.", nameof(table));
        repeats = (int)Math.Clamp(affordable / columns.Length / data.Rows, 1, repeats);
        int most = (int)Math.Clamp(affordable / data.Rows / repeats, 1, columns.Length);

        var measure = new ImportanceMeasure(model, data);
        float[] features = data.Features.ToArray();
        if (most < columns.Length)
            columns = ColumnFeatures.MostCorrelated(columns, features, data.Inputs, measure.Predictions, most);

        ColumnImportance[] found = [.. columns.Select(column => Importance(measure, column, features, repeats, seed)).OrderByDescending(column => column.Worsening)];
        return new PermutationImportance(measure.Metric, measure.Baseline, data.Rows, repeats, found, all.Length - found.Length);
    }

    private static ColumnImportance Importance(ImportanceMeasure measure, ColumnFeatures column, float[] features, int repeats, int seed)
    {
        int rows = measure.Rows;
        int stride = features.Length / rows;
        float[] kept = new float[rows * column.Count];
        for (int row = 0; row < rows; row++)
            features.AsSpan((row * stride) + column.First, column.Count).CopyTo(kept.AsSpan(row * column.Count));

        double[] worsenings = new double[repeats];
        double accuracyDrops = 0;
        int[] order = new int[rows];
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            for (int row = 0; row < rows; row++)
                order[row] = row;
            new RandomStream((ulong)(uint)seed, RandomPurpose.Resampling, (uint)column.Index + 1, (uint)repeat).Shuffle(order);
            for (int row = 0; row < rows; row++)
                kept.AsSpan(order[row] * column.Count, column.Count).CopyTo(features.AsSpan((row * stride) + column.First));
            (worsenings[repeat], double accuracyDrop) = measure.Worsening(features);
            accuracyDrops += accuracyDrop;
        }

        for (int row = 0; row < rows; row++)
            kept.AsSpan(row * column.Count, column.Count).CopyTo(features.AsSpan((row * stride) + column.First));

        double mean = worsenings.Average();
        double? deviation = repeats > 1 ? Math.Sqrt(worsenings.Sum(value => (value - mean) * (value - mean)) / (repeats - 1)) : null;
        return new ColumnImportance(column.Name, measure.Metric, mean, deviation, measure.IsClassification ? accuracyDrops / repeats : null);
    }

    private static Table Sample(Table table, int most, int seed)
    {
        if (table.Rows <= most)
            return table;
        int[] rows = [.. Enumerable.Range(0, table.Rows)];
        new RandomStream((ulong)(uint)seed, RandomPurpose.Resampling).Shuffle(rows);
        Array.Sort(rows, 0, most);
        return table.Select(rows.AsSpan(0, most));
    }
}
