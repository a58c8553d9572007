namespace Descent.Reference;

/// <summary>
/// Everything that <c>descent explain</c> shows: one forward and one backward pass with every value, the check of its
/// gradients, and the network after the update, if there is one.
/// </summary>
public sealed class Explanation
{
    // About two seconds of multiplications; what is beyond is checked in part.
    private const double CheckBudget = 1e9;

    private Explanation(ExplainSpec spec, ReferencePass pass, GradientCheck check, (ReferenceNetwork Network, double Loss)? updated)
    {
        Spec = spec;
        Pass = pass;
        Check = check;
        Updated = updated?.Network;
        UpdatedLoss = updated?.Loss;
    }

    /// <summary>What was asked.</summary>
    public ExplainSpec Spec { get; }

    /// <summary>The pass at the parameters of the specification.</summary>
    public ReferencePass Pass { get; }

    /// <summary>The comparison of its gradients with central differences. Of very large networks a part is compared.</summary>
    public GradientCheck Check { get; }

    /// <summary>The network after the update, or <see langword="null"/> if none was asked.</summary>
    public ReferenceNetwork? Updated { get; }

    /// <summary>The loss on the same batch after the update, or <see langword="null"/> if none was asked.</summary>
    public double? UpdatedLoss { get; }

    /// <summary>Computes an explanation.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Explanation Compute(ExplainSpec spec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        double costOfOne = 6.0 * spec.Inputs.GetLength(0) * spec.Network.ParameterCount;
        long limit = Math.Max(16, (long)(CheckBudget / costOfOne));
        return new Explanation(
            spec,
            ReferencePass.Compute(spec.Network, spec.Loss, spec.Inputs, spec.Targets, spec.RowWeights),
            GradientCheck.Run(spec.Network, spec.Loss, spec.Inputs, spec.Targets, limit, spec.RowWeights, cancellationToken),
            spec.Update?.Train(spec.Network, spec.Loss, spec.Inputs, spec.Targets, spec.RowWeights, cancellationToken));
    }
}
