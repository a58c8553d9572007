using Descent.Networks;

namespace Descent.Reference;

/// <summary>A dense layer in double precision: A = σ(X·W + b). Datta, "Layer of Neurons".</summary>
public sealed class ReferenceLayer
{
    /// <summary>A layer with copies of the given parameters.</summary>
    /// <param name="weights">W, [inputs, outputs], at least 1 × 1.</param>
    /// <param name="biases">b, [outputs]; <see langword="null"/>: the layer has none.</param>
    /// <param name="activation">σ.</param>
    /// <exception cref="ArgumentException">The weights are empty, or the number of biases is not that of the outputs.</exception>
    public ReferenceLayer(double[,] weights, double[]? biases, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(activation);
        if (weights.Length == 0)
            throw new ArgumentException($"The weights are [{weights.GetLength(0)}, {weights.GetLength(1)}]; expected at least one input and one output.", nameof(weights));
        if (biases is not null && biases.Length != weights.GetLength(1))
            throw new ArgumentException($"There are {biases.Length} biases; expected one for each of the {weights.GetLength(1)} outputs.", nameof(biases));

        Weights = (double[,])weights.Clone();
        Biases = (double[]?)biases?.Clone();
        Activation = activation;
    }

    /// <summary>W, [inputs, outputs].</summary>
    public double[,] Weights { get; }

    /// <summary>b, [outputs], or <see langword="null"/> for a layer without biases.</summary>
    public double[]? Biases { get; }

    /// <summary>σ.</summary>
    public Activation Activation { get; }

    /// <summary>The number of inputs.</summary>
    public int Inputs => Weights.GetLength(0);

    /// <summary>The number of outputs.</summary>
    public int Outputs => Weights.GetLength(1);

    /// <summary>The number of weights and biases.</summary>
    public int ParameterCount => Weights.Length + (Biases?.Length ?? 0);
}
