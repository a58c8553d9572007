namespace Descent.Networks;

/// <summary>The phases of a pass; all threads finish one before any begins the next.</summary>
internal enum PassPhase
{
    /// <summary>Wᵀ of every layer but the first.</summary>
    Transpose,

    /// <summary>Shared by rows: forward, the loss, and the chain of dZ and dA back to the first layer.</summary>
    Rows,

    /// <summary>Shared by rows of W: dW and db.</summary>
    Parameters,
}
