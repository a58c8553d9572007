using Descent.Networks;

namespace Descent.Reference;

/// <summary>A layer in double precision: A = σ(X·W + b). Datta, "Layer of Neurons".</summary>
public sealed class ReferenceLayer
{
    private readonly UnitSources? _sources;

    /// <summary>A layer with copies of the given parameters.</summary>
    /// <param name="weights">W, [inputs, outputs], at least 1 × 1.</param>
    /// <param name="biases">b, [outputs]; <see langword="null"/>: the layer has none.</param>
    /// <param name="activation">σ.</param>
    /// <param name="sources">
    /// The input, from 0, that each output of a feature-wise layer reads (<see cref="Layer.FeatureWise"/>); the other weights must be
    /// 0. <see langword="null"/>: each reads all.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The weights are empty, the number of biases or sources is not that of the outputs, or a weight is not 0 that does not exist.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A source is negative.</exception>
    public ReferenceLayer(double[,] weights, double[]? biases, Activation activation, IReadOnlyList<int>? sources = null)
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
        if (sources is null)
            return;
        _sources = sources as UnitSources ?? new UnitSources(sources);
        if (_sources.Count != Outputs)
            throw new ArgumentException($"There are {_sources.Count} sources; expected one for each of the {Outputs} outputs.", nameof(sources));
        if (_sources.FirstBeyond(Inputs) is { } stray)
            throw new ArgumentException($"Output {stray} reads input {_sources[stray]}; expected one of 0 to {Inputs - 1}.", nameof(sources));
        if (FirstStrayWeight() is { } at)
            throw new ArgumentException($"The weight [{at.Input}, {at.Output}] is not 0, but output {at.Output} reads input {_sources[at.Output]} alone.", nameof(weights));
    }

    /// <summary>W, [inputs, outputs]. In a feature-wise layer all weights are 0 but the one from the source of each output.</summary>
    public double[,] Weights { get; }

    /// <summary>b, [outputs], or <see langword="null"/> for a layer without biases.</summary>
    public double[]? Biases { get; }

    /// <summary>σ.</summary>
    public Activation Activation { get; }

    /// <summary>The input, from 0, that each output of a feature-wise layer reads; <see langword="null"/>: each reads all.</summary>
    public IReadOnlyList<int>? Sources => _sources;

    /// <summary>The number of inputs.</summary>
    public int Inputs => Weights.GetLength(0);

    /// <summary>The number of outputs.</summary>
    public int Outputs => Weights.GetLength(1);

    /// <summary>The number of weights and biases. The zeros of a feature-wise layer are not among them.</summary>
    public int ParameterCount => WeightCount + (Biases?.Length ?? 0);

    /// <summary>The number of weights that exist.</summary>
    internal int WeightCount => _sources is null ? Weights.Length : Outputs;

    /// <summary>Where a weight stands in W, by its number: those that exist row by row, or of a feature-wise layer one for each output.</summary>
    internal (int Input, int Output) PlaceOf(int weight) => _sources is null ? (weight / Outputs, weight % Outputs) : (_sources[weight], weight);

    /// <summary>Whether a weight exists: in a feature-wise layer only that from the source of an output.</summary>
    internal bool HasWeight(int input, int output) => _sources is null || _sources[output] == input;

    private (int Input, int Output)? FirstStrayWeight()
    {
        for (int k = 0; k < Inputs; k++)
        {
            for (int j = 0; j < Outputs; j++)
            {
                if (Weights[k, j] != 0 && !HasWeight(k, j))
                    return (k, j);
            }
        }

        return null;
    }
}
