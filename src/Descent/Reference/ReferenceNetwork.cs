using Descent.Networks;

namespace Descent.Reference;

/// <summary>
/// A multilayer perceptron in double precision, to check and to explain with; for training at speed there is
/// the engine. A[l] = σ(A[l−1]·W[l] + b[l]) with A[0] = X. Datta, "Neural Network".
/// </summary>
public sealed class ReferenceNetwork
{
    /// <summary>A network of the given layers, first to last.</summary>
    /// <exception cref="ArgumentException">There is no layer, or the inputs of one are not the outputs of the one before.</exception>
    public ReferenceNetwork(IEnumerable<ReferenceLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ReferenceLayer[] list = [.. layers];
        if (list.Length == 0)
            throw new ArgumentException("There are no layers; expected one or more.", nameof(layers));
        for (int l = 1; l < list.Length; l++)
        {
            if (list[l].Inputs != list[l - 1].Outputs)
                throw new ArgumentException($"Layer {l} has {list[l].Inputs} inputs; expected {list[l - 1].Outputs}, the outputs of the layer before.", nameof(layers));
        }

        Layers = list;
    }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<ReferenceLayer> Layers { get; }

    /// <summary>The number of inputs of the first layer.</summary>
    public int Inputs => Layers[0].Inputs;

    /// <summary>The number of outputs of the last layer.</summary>
    public int Outputs => Layers[^1].Outputs;

    /// <summary>The number of weights and biases.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>The same network in double precision, with the parameters that the engine's has now.</summary>
    public static ReferenceNetwork From(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new ReferenceNetwork(network.Layers.Select((layer, l) => new ReferenceLayer(
            Matrix(network, l),
            network.Layout.Biases(l) is { } biases ? [.. biases.Row((ReadOnlySpan<float>)network.Parameters, 0)] : null,
            layer.Activation,
            layer.Sources)));
    }

    /// <summary>A network with the same numbers in arrays of its own.</summary>
    public ReferenceNetwork Copy() => new(Layers.Select(layer => new ReferenceLayer(layer.Weights, layer.Biases, layer.Activation, layer.Sources)));

    // Of a feature-wise layer the engine keeps the weights that exist alone, in one row.
    private static double[,] Matrix(Network network, int l)
    {
        ParameterTensor tensor = network.Layout.Weights(l);
        IReadOnlyList<int>? sources = network.Layers[l].Sources;
        double[,] matrix = new double[network.InputsOf(l), tensor.Columns];
        for (int i = 0; i < tensor.Rows; i++)
        {
            ReadOnlySpan<float> row = tensor.Row((ReadOnlySpan<float>)network.Parameters, i);
            for (int j = 0; j < row.Length; j++)
                matrix[sources?[j] ?? i, j] = row[j];
        }

        return matrix;
    }
}
