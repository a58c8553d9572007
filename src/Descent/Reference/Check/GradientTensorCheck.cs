namespace Descent.Reference;

/// <summary>What a <see cref="GradientCheck"/> found in one gradient.</summary>
/// <param name="Gradient">Which one, as <c>descent explain</c> calls it: <c>dW[1]</c>, <c>db[1]</c>, …, <c>dX</c>.</param>
/// <param name="Rows">Its rows; 1 for the gradient of biases.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Elements">How many of its elements were looked at.</param>
/// <param name="MaxRelativeError">The largest relative error of those that were compared; 0 if none was.</param>
/// <param name="WorstRow">The row of the element with that error, from 0.</param>
/// <param name="WorstColumn">The column of the element with that error, from 0.</param>
/// <param name="Kinks">How many were left out because a kink or jump lies too near.</param>
/// <param name="Unresolved">How many were left out because the rounding of the loss hides the derivative.</param>
public sealed record GradientTensorCheck(
    string Gradient, int Rows, int Columns, int Elements, double MaxRelativeError, int WorstRow, int WorstColumn, int Kinks, int Unresolved)
{
    /// <summary>Whether this is the gradient by the inputs rather than by parameters.</summary>
    public bool IsInput => Gradient == "dX";
}
