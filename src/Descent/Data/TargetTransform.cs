namespace Descent.Data;

/// <summary>
/// What is done to the targets of a regression before they are standardised, and undone to predictions: a function that only rises,
/// for targets whose large values lie far from the others.
/// </summary>
public enum TargetTransform
{
    /// <summary>T(y) = y.</summary>
    None,

    /// <summary>T(y) = sign(y) · ln(1 + |y|): for numbers of any sign; from a few units on, ratios become differences.</summary>
    Log,

    /// <summary>
    /// For y ≥ 0, T(y) = ((1 + y)^λ − 1)/λ, and ln(1 + y) for λ = 0; for y &lt; 0, T(y) = −((1 − y)^(2 − λ) − 1)/(2 − λ), and −ln(1 − y) for
    /// λ = 2. Yeo and Johnson, "A new family of power transformations to improve normality or symmetry" (2000), equation 2.1.
    /// λ has the largest likelihood of normal targets (their equation 3.1) among those in [0, 2], for which every number is T of
    /// some y, so that every prediction has its inverse; λ = 1 is y itself.
    /// </summary>
    YeoJohnson,
}
