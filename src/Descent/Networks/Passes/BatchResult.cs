namespace Descent.Networks;

/// <summary>What one pass over a batch found.</summary>
/// <param name="Loss">The loss of the batch, at the parameters before any update.</param>
/// <param name="Correct">How many rows have their largest output at their label; 0 where targets are numbers.</param>
/// <param name="Rows">The rows of the batch.</param>
public readonly record struct BatchResult(double Loss, int Correct, int Rows);
