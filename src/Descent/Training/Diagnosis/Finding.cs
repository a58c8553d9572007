namespace Descent.Training;

/// <summary>Something that measurably goes wrong in a training, and what to do about it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Severity">How sure it is of harm.</param>
/// <param name="Place">Where: a layer, columns, classes, an epoch or the whole training.</param>
/// <param name="Measurement">What was measured, in words.</param>
/// <param name="Value">The number that was held against the threshold; its unit depends on the kind.</param>
/// <param name="Advice">What to do.</param>
public sealed record Finding(FindingKind Kind, FindingSeverity Severity, string Place, string Measurement, double Value, string Advice)
{
    /// <summary>The kind in a few words.</summary>
    public string Title => Kind switch
    {
        FindingKind.ConstantColumn => "constant column",
        FindingKind.RevealingColumn => "column that gives the target away",
        FindingKind.UnequalScales => "inputs on very different scales",
        FindingKind.DeadUnits => "dead units",
        FindingKind.SaturatedUnits => "saturated units",
        FindingKind.VanishingGradients => "vanishing gradients",
        FindingKind.ExplodingGradients => "exploding gradients",
        FindingKind.LossNotFalling => "a loss that does not fall",
        FindingKind.LearningRateTooHigh => "learning rate too high",
        FindingKind.LearningRateTooLow => "learning rate too low",
        FindingKind.ClassNeverPredicted => "class that is never predicted",
        _ => "overfitting",
    };

    /// <summary>All of it in one line: what, where, the measurement, what to do.</summary>
    public override string ToString() => $"{Title}, {Place}: {Measurement}. {Advice}.";
}
