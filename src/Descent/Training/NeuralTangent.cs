using Descent.Networks;

namespace Descent.Training;

/// <summary>
/// The neural tangent parametrisation as factors of the learning rate. Jacot et al. 2018; as a default for tables:
/// Holzmüller et al. 2024, "Better by Default".
/// </summary>
/// <remarks>
/// In that parametrisation a layer with n inputs computes z = x·W̃/√n + b and learns W̃, whose numbers begin as N(0, 1). With
/// W = W̃/√n it is the usual layer z = x·W + b, and W begins as N(0, 1/n) (<see cref="Initializer.NeuralTangent"/>). What
/// differs is the size of a step, by the chain rule g̃ = ∂L/∂W̃ = g/√n with g = ∂L/∂W:
/// <list type="bullet">
/// <item>gradient descent: ΔW̃ = −η·g̃, so ΔW = ΔW̃/√n = −(η/n)·g: the factor 1/n;</item>
/// <item>Adam: the moments m̃ = m/√n and √ṽ = √v/√n, so ΔW̃ = −η·m̂/(√v̂ + √n·ε) and ΔW is 1/√n of it: the factor 1/√n, and
/// an ε that counts √n times, which is below rounding as long as √v̂ is well above ε;</item>
/// <item>a decoupled weight decay: W̃ ← (1 − ηλ)·W̃ is W ← (1 − ηλ)·W, so the decay is not multiplied;</item>
/// <item>a weight decay that is added to the gradient: λ̃·W̃ beside g̃ is n·λ̃·W beside g, so λ = n·λ̃ has the effect of λ̃ there.</item>
/// </list>
/// A layer of many inputs thus takes smaller steps than one of few, whatever the width of the network.
/// </remarks>
public static class NeuralTangent
{
    /// <summary>The factor of the biases that Holzmüller et al. found best.</summary>
    public const float BiasFactor = 0.1f;

    /// <summary>
    /// The factors of a network for <see cref="Trainer.RateFactors"/>: 1/n for <see cref="Sgd"/> and 1/√n for the others, n the inputs of
    /// a unit: those of the layer, or the one of a feature-wise layer.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="optimizer">The rule of the update.</param>
    /// <param name="biases">The factor of biases, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor of the biases is negative or not finite.</exception>
    public static float[] RateFactors(Network network, Optimizer optimizer, float biases = BiasFactor)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfNegative(biases);
        if (!float.IsFinite(biases))
            throw new ArgumentOutOfRangeException(nameof(biases), biases, "expected a finite number of at least 0");
        return [.. network.Layout.Tensors.Select(Factor)];

        float Factor(ParameterTensor tensor) => tensor.IsBias ? biases
            : optimizer is Sgd ? (float)(1.0 / tensor.Rows)
            : (float)(1 / Math.Sqrt(tensor.Rows));
    }
}
