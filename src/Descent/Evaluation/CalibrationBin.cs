namespace Descent.Evaluation;

/// <summary>The rows whose confidence lies in (<see cref="Lower"/>, <see cref="Upper"/>].</summary>
/// <param name="Lower">The lower end of the confidences, left out.</param>
/// <param name="Upper">The upper end of the confidences, included.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Correct">The number of rows whose predicted class is the actual one.</param>
/// <param name="ConfidenceSum">The sum of the rows' confidences.</param>
public readonly record struct CalibrationBin(double Lower, double Upper, int Rows, int Correct, double ConfidenceSum)
{
    /// <summary>The share of the rows that are right; <see langword="null"/> if there are no rows.</summary>
    public double? Accuracy => Rows > 0 ? (double)Correct / Rows : null;

    /// <summary>The mean confidence of the rows; <see langword="null"/> if there are no rows.</summary>
    public double? Confidence => Rows > 0 ? ConfidenceSum / Rows : null;
}
