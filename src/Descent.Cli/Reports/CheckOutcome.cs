using Descent.Cli.Sessions;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>A gradient check with what was checked, for its reports.</summary>
/// <param name="Network">The file with the model or the specification.</param>
/// <param name="Data">DATA as the call names it; empty for a specification.</param>
/// <param name="Gradients">The file with the gradients that were judged; null: those of the backward pass.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Rows">The rows of the batch.</param>
/// <param name="Sample">What was drawn.</param>
/// <param name="Check">What was found.</param>
/// <param name="Engine">The gradients in single precision beside those of the backward pass; null where there are none to compare.</param>
internal sealed record CheckOutcome(
    string Network, string Data, string? Gradients, ReferenceLoss Loss, int Rows, GradientSample Sample, GradientCheck Check, EngineGradients? Engine)
{
    /// <summary>The networks whose mean is the prediction of the model; the first of them was checked.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Whether the gradients can be relied on.</summary>
    public bool IsRight => Check.Verdict is GradientVerdict.Agrees or GradientVerdict.Acceptable && Engine is null or { IsRight: true };
}
