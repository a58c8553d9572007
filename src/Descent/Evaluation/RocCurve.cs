namespace Descent.Evaluation;

/// <summary>
/// The receiver operating characteristic of a score for one class: at each threshold, which share of the rows of the class is found,
/// and which share of the others is found by mistake. Fawcett 2006, <em>An introduction to ROC analysis</em>.
/// </summary>
public sealed class RocCurve
{
    private RocCurve(RocPoint[] points, double area)
    {
        Points = points;
        Area = area;
    }

    /// <summary>
    /// The points, from (0, 0) at the threshold ∞, where no row is found, to (1, 1) at the smallest score, where all are. One for each
    /// different score: rows of equal score are found together. Straight lines join them.
    /// </summary>
    public IReadOnlyList<RocPoint> Points { get; }

    /// <summary>
    /// The area under the lines that join the points, in [0, 1]: how often a row of the class scores above another row, a tie counting ½.
    /// It is <see cref="ClassificationMetrics.Auc"/> of two classes. Hanley and McNeil 1982.
    /// </summary>
    public double Area { get; }

    /// <summary>The curve of some scores.</summary>
    /// <param name="scores">[rows], finite, larger for rows that are likelier of the class, such as its probability.</param>
    /// <param name="isPositive">Whether each row is of the class, [rows].</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or there are no rows of the class, or no others.</exception>
    public static RocCurve Compute(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive)
    {
        var rows = ScoreSteps.Of(scores, isPositive);
        var points = new RocPoint[rows.Steps.Count + 1];
        points[0] = new RocPoint(double.PositiveInfinity, 0, 0);

        // Every sum is a multiple of one half below 2⁵³, hence exact.
        double wins = 0, positives = 0, negatives = 0;
        for (int i = 0; i < rows.Steps.Count; i++)
        {
            ScoreStep step = rows.Steps[i];
            wins += step.Negatives * (positives + (step.Positives / 2.0));
            positives += step.Positives;
            negatives += step.Negatives;
            points[i + 1] = new RocPoint(step.Score, negatives / rows.Negatives, positives / rows.Positives);
        }

        return new RocCurve(points, wins / ((double)rows.Positives * rows.Negatives));
    }
}

/// <summary>A point of a <see cref="RocCurve"/>: what is found when rows of at least this score are taken to be of the class.</summary>
/// <param name="Threshold">The score from which rows are found; infinite where none is.</param>
/// <param name="FalsePositiveRate">The share of the rows of other classes that is found, in [0, 1].</param>
/// <param name="TruePositiveRate">The share of the rows of the class that is found, in [0, 1].</param>
public readonly record struct RocPoint(double Threshold, double FalsePositiveRate, double TruePositiveRate);
