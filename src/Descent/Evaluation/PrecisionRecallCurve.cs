namespace Descent.Evaluation;

/// <summary>
/// Precision against recall of a score for one class: at each threshold, which share of the rows of the class is found, and which
/// share of what is found is of the class. For a rare class it says more than a <see cref="RocCurve"/>. Davis and Goadrich 2006.
/// </summary>
public sealed class PrecisionRecallCurve
{
    private PrecisionRecallCurve(PrecisionRecallPoint[] points, double averagePrecision, double share)
    {
        Points = points;
        AveragePrecision = averagePrecision;
        PositiveShare = share;
    }

    /// <summary>
    /// The points in ascending order of recall, from the largest score to the smallest, where all rows are found. One for each different
    /// score. Draw them as steps: the points between two of them are not reached by straight lines.
    /// </summary>
    public IReadOnlyList<PrecisionRecallPoint> Points { get; }

    /// <summary>Σᵢ (recallᵢ − recallᵢ₋₁) precisionᵢ over the points, recall₀ = 0, in (0, 1]: the mean precision at which the rows of the class are found.</summary>
    public double AveragePrecision { get; }

    /// <summary>The share of the rows that is of the class: the average precision of a score that says nothing.</summary>
    public double PositiveShare { get; }

    /// <summary>The curve of some scores.</summary>
    /// <param name="scores">[rows], finite, larger for rows that are likelier of the class, such as its probability.</param>
    /// <param name="isPositive">Whether each row is of the class, [rows].</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or there are no rows of the class, or no others.</exception>
    public static PrecisionRecallCurve Compute(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive)
    {
        var rows = ScoreSteps.Of(scores, isPositive);
        var points = new PrecisionRecallPoint[rows.Steps.Count];
        double average = 0, positives = 0, found = 0;
        for (int i = 0; i < points.Length; i++)
        {
            ScoreStep step = rows.Steps[i];
            positives += step.Positives;
            found += step.Positives + step.Negatives;
            points[i] = new PrecisionRecallPoint(step.Score, positives / rows.Positives, positives / found);
            average += step.Positives * points[i].Precision;
        }

        return new PrecisionRecallCurve(points, average / rows.Positives, (double)rows.Positives / scores.Length);
    }
}

/// <summary>A point of a <see cref="PrecisionRecallCurve"/>: what is found when rows of at least this score are taken to be of the class.</summary>
/// <param name="Threshold">The score from which rows are found.</param>
/// <param name="Recall">The share of the rows of the class that is found, in [0, 1].</param>
/// <param name="Precision">The share of what is found that is of the class, in [0, 1].</param>
public readonly record struct PrecisionRecallPoint(double Threshold, double Recall, double Precision);
