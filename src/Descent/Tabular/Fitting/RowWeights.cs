using System.Globalization;
using Descent.Data;

namespace Descent.Tabular;

/// <summary>How much each training row counts in the loss.</summary>
internal static class RowWeights
{
    /// <summary>The rows with their weights, whose mean is 1; the same rows where all count the same.</summary>
    /// <param name="train">The rows that are learned from.</param>
    /// <param name="table">The table that they come from.</param>
    /// <param name="rows">The index of each in the table.</param>
    /// <param name="options">What rows count.</param>
    /// <exception cref="DataFormatException">The column of weights is not there, or a cell is no weight.</exception>
    public static Dataset Apply(Dataset train, Table table, int[] rows, TableTrainerOptions options)
    {
        if (options.ClassWeights is null && options.WeightColumn is null)
            return train;
        double[] weights = options.WeightColumn is { } column ? OfColumn(table, rows, column) : [.. rows.Select(_ => 1.0)];
        if (options.ClassWeights is { } classes)
        {
            float[] ofClass = classes.Weights(train);
            for (int i = 0; i < weights.Length; i++)
                weights[i] *= ofClass[i];
        }

        double mean = weights.Average();
        if (mean == 0)
            throw table.Error("the weights of all training rows are 0; expected at least one above 0");
        return train.WithWeights([.. weights.Select(weight => (float)(weight / mean))]);
    }

    private static double[] OfColumn(Table table, int[] rows, string name)
    {
        TableColumn column = table.Find(name) ?? throw table.Error(MessageText.NoColumn(name, ", which holds the weights of rows", table.ColumnNames));
        if (name == table.Target)
            throw table.Error($"the column {MessageText.Quote(name)} is the target and cannot hold the weights of rows too");
        return [.. rows.Select(row => column.Numbers[row] is >= 0 and float weight && float.IsFinite(weight)
            ? (double)weight
            : throw table.Error(row, name, string.Create(CultureInfo.InvariantCulture, $"{(float.IsNaN(column.Numbers[row]) ? "the cell holds no number" : $"{column.Numbers[row]} is no weight")}; expected a number of 0 or more")))];
    }
}
