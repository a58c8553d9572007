namespace Descent.Data;

/// <summary>Mean, standard deviation, minimum and maximum of each column of a matrix, in double precision and row order.</summary>
internal sealed class ColumnStatistics
{
    /// <summary>Goes over the values twice: the deviations are from the mean, not from differences of large squares.</summary>
    /// <param name="values">[rows, columns], finite.</param>
    /// <param name="columns">The number of columns.</param>
    public ColumnStatistics(ReadOnlySpan<float> values, int columns)
    {
        int rows = values.Length / columns;
        Mean = new double[columns];
        Deviation = new double[columns];
        Minimum = values[..columns].ToArray();
        Maximum = values[..columns].ToArray();

        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> cells = values.Slice(row * columns, columns);
            for (int column = 0; column < cells.Length; column++)
            {
                Mean[column] += cells[column];
                Minimum[column] = Math.Min(Minimum[column], cells[column]);
                Maximum[column] = Math.Max(Maximum[column], cells[column]);
            }
        }

        for (int column = 0; column < columns; column++)
            Mean[column] /= rows;

        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> cells = values.Slice(row * columns, columns);
            for (int column = 0; column < cells.Length; column++)
            {
                double difference = cells[column] - Mean[column];
                Deviation[column] += difference * difference;
            }
        }

        for (int column = 0; column < columns; column++)
            Deviation[column] = IsConstant(column) ? 0 : Math.Sqrt(Deviation[column] / rows);
    }

    /// <summary>x̄ = Σ x / N, [columns].</summary>
    public double[] Mean { get; }

    /// <summary>√(Σ (x − x̄)² / N), [columns]; exactly 0 in a constant column.</summary>
    public double[] Deviation { get; }

    /// <summary>[columns].</summary>
    public float[] Minimum { get; }

    /// <summary>[columns].</summary>
    public float[] Maximum { get; }

    private bool IsConstant(int column) => Minimum[column] == Maximum[column];
}
