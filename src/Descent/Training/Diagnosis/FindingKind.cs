namespace Descent.Training;

/// <summary>What can be seen to go wrong in a training; docs/diagnosis.md says how each is measured.</summary>
public enum FindingKind
{
    /// <summary>A column has the same value in all training rows.</summary>
    ConstantColumn,

    /// <summary>A column alone determines the target.</summary>
    RevealingColumn,

    /// <summary>The inputs of the network are on very different scales.</summary>
    UnequalScales,

    /// <summary>Units of a layer put out nothing, or nothing that changes, for any row: no gradient reaches them.</summary>
    DeadUnits,

    /// <summary>Units of a layer are at the flat ends of their activation.</summary>
    SaturatedUnits,

    /// <summary>The gradient of a layer is far smaller than that of a later one.</summary>
    VanishingGradients,

    /// <summary>The gradient of a layer is far larger than its weights.</summary>
    ExplodingGradients,

    /// <summary>The loss is no lower than that of always predicting the same.</summary>
    LossNotFalling,

    /// <summary>The loss rises or jumps, or the steps are so large that nothing is learned.</summary>
    LearningRateTooHigh,

    /// <summary>The steps are so small that training ended long before it was done.</summary>
    LearningRateTooLow,

    /// <summary>A class is never predicted.</summary>
    ClassNeverPredicted,

    /// <summary>The loss on the validation rows has long been rising while that on the training rows fell.</summary>
    Overfitting,
}
