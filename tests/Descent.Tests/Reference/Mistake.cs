namespace Descent.Tests.Reference;

/// <summary>What people get wrong in backpropagation.</summary>
public enum Mistake
{
    None,

    /// <summary>The derivative of the mean lacks its 1/m.</summary>
    MeanForgotten,

    /// <summary>t − a for the derivative of the squared error, as text 2 prints it.</summary>
    SignOfTheError,

    /// <summary>The factor 1/ln b of a logarithm to another base.</summary>
    LogBaseForgotten,

    /// <summary>dZ = dA ∘ a(1 − a) for softmax: only the diagonal of the Jacobian, or text 4 (38) without its sum.</summary>
    JacobianDiagonalOnly,

    /// <summary>The fused softmax + cross-entropy gradient a − t, and the Jacobian once more.</summary>
    SoftmaxTwice,

    /// <summary>The fused gradient a − t with labels that do not sum to 1.</summary>
    LabelSumForgotten,

    /// <summary>1 − z² for tanh, in layer 1.</summary>
    TanhOfZ,

    /// <summary>dZ = dA in layer 2.</summary>
    DerivativeForgotten,

    /// <summary>σ'(z) = z(1 − z) in layer 2.</summary>
    SigmoidOfZ,

    /// <summary>The mask of ReLU in layer 2 from z of layer 1.</summary>
    MaskOfAnotherLayer,

    /// <summary>The mask of ReLU in layer 2 from the sign of dA.</summary>
    MaskOfTheGradient,

    /// <summary>dA[1] = dZ[2]·W[2], which a square W lets pass.</summary>
    WeightsNotTransposed,

    /// <summary>dA[2] with the weights of layer 3 after their update.</summary>
    WeightsUpdatedTooEarly,

    /// <summary>dW[2] the wrong way round, which a square W lets pass.</summary>
    GradientTransposed,

    /// <summary>dW[2] from z[1] instead of a[1].</summary>
    InputBeforeActivation,

    /// <summary>Every row of dW[1] belongs to the next one.</summary>
    RowsShifted,

    /// <summary>db[2] from the first row of the batch only.</summary>
    BiasNotSummed,

    /// <summary>db[3] divided by m once more.</summary>
    BiasAveragedTwice,

    /// <summary>A weight decay in dW[1] that the loss does not have.</summary>
    DecayInTheGradient,

    /// <summary>dW[3] and db[3] of the batch before.</summary>
    LastLayerStale,

    /// <summary>dW and db added to those of the batch before; dX is right.</summary>
    NotCleared,

    /// <summary>One element of dW[2] off by 0.0001 %.</summary>
    OneElement,

    /// <summary>One element of db[1] is not a number.</summary>
    NotANumber,
}
