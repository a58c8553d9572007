namespace Descent.Evaluation;

/// <summary>The errors of a regression.</summary>
internal sealed class ResampledErrors : IResampled
{
    // Of a row over all outputs: mean squared error and mean absolute error.
    private readonly double[] _squares;
    private readonly double[] _absolutes;

    // Of a row and an output: squared error, and distance from the mean target of all rows; one array for each output.
    private readonly double[][] _unexplained;
    private readonly double[][] _deviations;

    public ResampledErrors(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int outputs)
    {
        int rows = targets.Length / outputs;
        _squares = new double[rows];
        _absolutes = new double[rows];
        _unexplained = [.. Enumerable.Range(0, outputs).Select(_ => new double[rows])];
        _deviations = [.. Enumerable.Range(0, outputs).Select(_ => new double[rows])];
        for (int k = 0; k < outputs; k++)
        {
            double mean = 0;
            for (int row = 0; row < rows; row++)
                mean += targets[(row * outputs) + k] / (double)rows;
            for (int row = 0; row < rows; row++)
            {
                double target = targets[(row * outputs) + k];
                double error = predictions[(row * outputs) + k] - target;
                _squares[row] += error * error / outputs;
                _absolutes[row] += Math.Abs(error) / outputs;
                _unexplained[k][row] = error * error;
                _deviations[k][row] = target - mean;
            }
        }
    }

    public IReadOnlyList<Metric> Metrics { get; } = [Metric.Rmse, Metric.Mae, Metric.R2];

    public void Measure(ReadOnlySpan<int> counts, Span<double> values)
    {
        values[0] = Math.Sqrt(WeightedMean.Of(_squares, counts));
        values[1] = WeightedMean.Of(_absolutes, counts);

        double sum = 0;
        int terms = 0;
        for (int k = 0; k < _deviations.Length; k++)
        {
            double r2 = R2Of(_unexplained[k], _deviations[k], counts);
            if (double.IsNaN(r2))
                continue;
            sum += r2;
            terms++;
        }

        values[2] = terms > 0 ? sum / terms : double.NaN;
    }

    private static double R2Of(double[] unexplained, double[] deviations, ReadOnlySpan<int> counts)
    {
        int first = counts.IndexOfAnyExcept(0);
        double errors = 0, deviation = 0, squares = 0;
        long all = 0;
        bool varies = false;
        for (int row = first; row < counts.Length; row++)
        {
            double distance = deviations[row];
            varies |= counts[row] > 0 && distance != deviations[first];
            errors += counts[row] * unexplained[row];
            deviation += counts[row] * distance;
            squares += counts[row] * distance * distance;
            all += counts[row];
        }

        // About the mean of all rows, which is near that of the resample, so the difference loses little.
        return varies ? 1 - (errors / (squares - (deviation * deviation / all))) : double.NaN;
    }
}
