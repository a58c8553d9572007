using Descent.Models;

namespace Descent.Tabular;

/// <summary>The features that are made of one column.</summary>
/// <param name="Index">The place of the column among those of the model.</param>
/// <param name="Name">The name of the column.</param>
/// <param name="First">The index of its first feature.</param>
/// <param name="Count">How many there are; they stand side by side.</param>
internal readonly record struct ColumnFeatures(int Index, string Name, int First, int Count)
{
    /// <summary>The columns of a model: those of its pipeline, or its features.</summary>
    public static ColumnFeatures[] Of(Model model)
    {
        if (model.Pipeline is not { } pipeline)
            return [.. model.FeatureNames.Select((name, index) => new ColumnFeatures(index, name, index, 1))];

        var columns = new ColumnFeatures[pipeline.Columns.Count];
        for (int index = 0, first = 0; index < columns.Length; index++)
        {
            int count = pipeline.Columns[index].FeatureNames.Count;
            columns[index] = new ColumnFeatures(index, pipeline.Columns[index].Name, first, count);
            first += count;
        }

        return columns;
    }

    /// <summary>The columns with the largest |r| between one of their features and one of the predictions, in their own order.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="features">[rows, inputs].</param>
    /// <param name="inputs">The features of a row.</param>
    /// <param name="predictions">[rows, outputs].</param>
    /// <param name="most">How many columns to keep.</param>
    public static ColumnFeatures[] MostCorrelated(ColumnFeatures[] columns, float[] features, int inputs, float[] predictions, int most)
    {
        int rows = features.Length / inputs;
        int outputs = predictions.Length / rows;
        double[][] standardized = [.. Enumerable.Range(0, outputs).Select(k => Standardized(predictions, outputs, k))];
        return
        [
            .. columns
                .OrderByDescending(column => Enumerable.Range(column.First, column.Count).Max(feature =>
                {
                    double[] values = Standardized(features, inputs, feature);
                    return standardized.Max(prediction => Math.Abs(values.Zip(prediction, (a, b) => a * b).Sum()));
                }))
                .Take(most).OrderBy(column => column.Index),
        ];
    }

    /// <summary>A column of a matrix with mean 0 and length 1; zeros where it is constant.</summary>
    private static double[] Standardized(float[] matrix, int columns, int column)
    {
        double[] values = new double[matrix.Length / columns];
        for (int row = 0; row < values.Length; row++)
            values[row] = matrix[(row * columns) + column];
        double mean = values.Average();
        double length = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)));
        for (int row = 0; row < values.Length; row++)
            values[row] = length > 0 ? (values[row] - mean) / length : 0;
        return values;
    }
}
