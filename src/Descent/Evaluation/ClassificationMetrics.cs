using Descent.Networks;

namespace Descent.Evaluation;

/// <summary>How well a network classifies labelled rows.</summary>
/// <remarks>
/// The predicted class of a row is the one with the largest output, of equal ones the first. All sums are in double precision in the order of
/// the rows, so equal input gives equal bits.
/// </remarks>
public sealed record ClassificationMetrics : MetricSet
{
    private ClassificationMetrics(ConfusionMatrix confusion)
        : base(confusion.Rows) => Confusion = confusion;

    /// <summary>The counts [actual, predicted], with recall, precision and F1 of each class.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>The share of rows whose predicted class is the actual one, in [0, 1]. Vege (24).</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>The 95 % score interval of <see cref="Accuracy"/>. Wilson 1927.</summary>
    public Interval AccuracyInterval => Interval.Wilson(Confusion.Correct, Rows);

    /// <summary>The mean recall of the classes that occur, in [0, 1]: every class counts the same, however few its rows.</summary>
    public double BalancedAccuracy => Confusion.BalancedAccuracy;

    /// <summary>The mean F1 of the classes that occur or were predicted, in [0, 1]; a class that was never predicted rightly has 0.</summary>
    public double MacroF1 => Confusion.MacroF1;

    /// <summary>
    /// −(1/n) Σᵢ ln p(i, yᵢ), the cross-entropy in nats, 0 or more. It is <see cref="double.PositiveInfinity"/> if a row's true class
    /// was given the probability 0: nothing is clamped. <see langword="null"/> if the outputs are no probabilities.
    /// </summary>
    public double? LogLoss { get; private init; }

    /// <summary>
    /// The area under the receiver operating characteristic, in [0, 1], ½ for guessing: how often a row of the class scores above a row of another,
    /// ties counting ½. Two classes: of the second class. More: of each class against the rest, averaged over the classes that have rows of
    /// both kinds. <see langword="null"/> if all rows are of one class. Hanley and McNeil 1982.
    /// </summary>
    public double? Auc { get; private init; }

    /// <summary>
    /// The mean squared error of the probabilities. Two classes: (1/n) Σᵢ (p(i, 1) − yᵢ)², in [0, 1]. More: the sum over all classes,
    /// (1/n) Σᵢ Σₖ (p(i, k) − [yᵢ = k])², in [0, 2]. <see langword="null"/> if the outputs are no probabilities. Brier 1950.
    /// </summary>
    public double? Brier { get; private init; }

    /// <summary>Accuracy against confidence; <see langword="null"/> if the outputs are no probabilities.</summary>
    public Calibration? Calibration { get; private init; }

    /// <summary>
    /// Σ_b (n_b/n) |accuracy_b − confidence_b| over 15 bins of equal width, in [0, 1]; <see langword="null"/> if the outputs are no probabilities.
    /// Guo et al. 2017.
    /// </summary>
    public double? ExpectedCalibrationError => Calibration?.ExpectedError;

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics => Metric.Classification;

    /// <summary>The metrics of predicted probabilities.</summary>
    /// <param name="probabilities">[rows, classes], each from 0 to 1, each row summing to 1 within 0.001. One sigmoid output p is given as 1 − p and p.</param>
    /// <param name="classes">K, at least 2.</param>
    /// <param name="labels">[rows], the actual class of each row, from 0 to K − 1; at least one row.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows, a length does not fit, a label is outside its range, a probability is NaN or outside 0 to 1, or a row does not sum to 1.
    /// </exception>
    public static ClassificationMetrics Compute(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels)
    {
        CheckShape(probabilities, classes, labels, nameof(probabilities));
        Guard.Distributions(probabilities, classes, nameof(probabilities));

        int[] predicted = PredictedClass.OfRows(probabilities, classes);
        return new ClassificationMetrics(ConfusionMatrix.Compute(predicted, labels, classes))
        {
            LogLoss = ProbabilityScore.LogLoss(probabilities, classes, labels),
            Auc = classes == 2
                ? AreaUnderCurve.OfClass(probabilities, classes, labels, 1)
                : AreaUnderCurve.OneAgainstRest(probabilities, classes, labels),
            Brier = ProbabilityScore.Brier(probabilities, classes, labels),
            Calibration = Calibration.Compute(probabilities, classes, predicted, labels),
        };
    }

    /// <summary>
    /// The metrics of outputs that are no distribution over the classes, such as K independent sigmoids, tanh or logits: those that only
    /// ask which output is larger. <see cref="LogLoss"/>, <see cref="Brier"/> and <see cref="Calibration"/> are <see langword="null"/>.
    /// </summary>
    /// <remarks>With two classes <see cref="Auc"/> orders the rows by the difference of the scores, s₁ − s₀, which also decides the predicted class.</remarks>
    /// <param name="scores">[rows, classes], finite, larger for the likelier class.</param>
    /// <param name="classes">K, at least 2.</param>
    /// <param name="labels">[rows], the actual class of each row, from 0 to K − 1; at least one row.</param>
    /// <exception cref="ArgumentException">There are no rows, a length does not fit, a label is outside its range, or a score is not finite.</exception>
    public static ClassificationMetrics ComputeFromScores(ReadOnlySpan<float> scores, int classes, ReadOnlySpan<int> labels)
    {
        CheckShape(scores, classes, labels, nameof(scores));
        Guard.Finite(scores, classes, nameof(scores));

        int[] predicted = PredictedClass.OfRows(scores, classes);
        return new ClassificationMetrics(ConfusionMatrix.Compute(predicted, labels, classes))
        {
            Auc = classes == 2
                ? AreaUnderCurve.OfMargins(scores, labels)
                : AreaUnderCurve.OneAgainstRest(scores, classes, labels),
        };
    }

    private static void CheckShape(ReadOnlySpan<float> outputs, int classes, ReadOnlySpan<int> labels, string name)
    {
        Guard.Classes(classes, nameof(classes));
        Guard.Shape(outputs.Length, labels.Length, classes, name);
        Guard.Labels(labels, classes, nameof(labels));
    }
}
