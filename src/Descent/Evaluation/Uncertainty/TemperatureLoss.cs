using Descent.Numerics;

namespace Descent.Evaluation;

/// <summary>
/// The log loss of tempered probabilities as a function of β = 1/T, Σᵢ wᵢ (ln Σₖ p(i, k)^β − β ln p(i, yᵢ)). It is convex: its
/// second derivative is a sum of variances. All in double precision, in the order of the rows.
/// </summary>
internal sealed class TemperatureLoss
{
    /// <summary>
    /// How far β lies from 1, as a standard deviation, before any row is seen. For a few rows that are right and certain β
    /// could not be large enough; this keeps it near 1 until many rows say otherwise.
    /// </summary>
    private const double PriorDeviation = 0.2;
    private const int MostSteps = 100;
    private const double Accuracy = 1e-10;

    private readonly double[] _logs;
    private readonly int _classes;
    private readonly int[] _labels;
    private readonly double[]? _weights;

    /// <param name="probabilities">[rows, classes], distributions.</param>
    /// <param name="classes">K.</param>
    /// <param name="labels">[rows].</param>
    /// <param name="weights">[rows]; null: 1 each.</param>
    public TemperatureLoss(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels, double[]? weights = null)
    {
        _logs = new double[probabilities.Length];
        // What float32 cannot hold is taken for the least that it can, so that one row leaves the others a say.
        for (int i = 0; i < _logs.Length; i++)
            _logs[i] = ScalarMath.Log(Math.Max(probabilities[i], float.Epsilon));
        _classes = classes;
        _labels = labels.ToArray();
        _weights = weights;
    }

    /// <summary>The sum of the rows' losses, in nats.</summary>
    public double At(double beta) => Sums(beta).Loss;

    /// <summary>
    /// The β from 1/10 to 10 with the least loss + (β − 1)² / 2s², s = 0.2, to a relative 10⁻¹⁰: Newton's method, and bisection where
    /// a step would leave what is known to hold the minimum.
    /// </summary>
    public double Minimum()
    {
        double low = 1 / TemperatureScaling.Most, high = 1 / TemperatureScaling.Least, beta = 1;
        for (int step = 0; step < MostSteps; step++)
        {
            (double slope, double curvature) = Penalised(beta);
            if (slope > 0)
                high = beta;
            else
                low = beta;
            double next = beta - (slope / curvature);
            if (!(next > low && next < high))
                next = (low + high) / 2;
            double change = Math.Abs(next - beta);
            beta = next;
            if (change <= Accuracy * beta)
                break;
        }

        return beta;
    }

    private (double Slope, double Curvature) Penalised(double beta)
    {
        (_, double slope, double curvature) = Sums(beta);
        const double precision = 1 / (PriorDeviation * PriorDeviation);
        return (slope + ((beta - 1) * precision), curvature + precision);
    }

    private (double Loss, double Slope, double Curvature) Sums(double beta)
    {
        double loss = 0, slope = 0, curvature = 0;
        for (int row = 0; row < _labels.Length; row++)
        {
            ReadOnlySpan<double> logs = _logs.AsSpan(row * _classes, _classes);
            double most = logs[0];
            foreach (double log in logs)
                most = Math.Max(most, log);

            double sum = 0, first = 0, second = 0;
            foreach (double log in logs)
            {
                double distance = log - most, power = ScalarMath.Exp(beta * distance);
                sum += power;
                first += power * distance;
                second += power * distance * distance;
            }

            double mean = first / sum, weight = _weights?[row] ?? 1, actual = logs[_labels[row]] - most;
            loss += weight * (ScalarMath.Log(sum) - (beta * actual));
            slope += weight * (mean - actual);
            curvature += weight * ((second / sum) - (mean * mean));
        }

        return (loss, slope, curvature);
    }
}
