using System.Security.Cryptography;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>
/// A multilayer perceptron: a fixed description and one vector of parameters θ. Layer l computes
/// A⁽ˡ⁾ = σ(A⁽ˡ⁻¹⁾·W⁽ˡ⁾ + b⁽ˡ⁾) with A⁽⁰⁾ = X (Datta, "Working with batches"; Vege (4)).
/// </summary>
/// <remarks>
/// Predictions read the parameters and write only memory of the caller, so any number of threads can predict at once
/// with a network that nobody trains meanwhile. There is no copy of the parameters that could grow stale: whoever
/// changes <see cref="Parameters"/> changes the next prediction.
/// </remarks>
public sealed class Network
{
    private const int PredictionBlock = 64;

    private readonly AlignedBuffer _parameters;

    private Network(int inputs, IReadOnlyList<Layer> layers, int seed, ParameterLayout layout, AlignedBuffer? parameters = null)
    {
        Inputs = inputs;
        Layers = layers;
        Seed = seed;
        Layout = layout;
        _parameters = parameters ?? new AlignedBuffer(Layout.Length);
    }

    /// <summary>The number of features of a row.</summary>
    public int Inputs { get; }

    /// <summary>The number of outputs of a row.</summary>
    public int Outputs => Layers[^1].Units;

    /// <summary>The layers, from the first hidden one to the output layer.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The seed from which the parameters began.</summary>
    public int Seed { get; }

    /// <summary>Which part of <see cref="Parameters"/> is which weight matrix or bias.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>All parameters, laid out as <see cref="Layout"/> says; the padding must stay zero.</summary>
    public Span<float> Parameters => _parameters.Span[..Layout.Length];

    internal Memory<float> ParameterMemory => _parameters.Memory[..Layout.Length];

    /// <summary>A network with freshly drawn parameters.</summary>
    /// <param name="inputs">The number of features of a row, at least 1.</param>
    /// <param name="seed">What the draws are a function of; the same seed gives the same bits.</param>
    /// <param name="layers">The layers, the last being the output layer; at least one.</param>
    /// <exception cref="ArgumentException">
    /// There is no layer, a layer applies softmax to a single unit, the output layer has dropout, or the network is too large.
    /// </exception>
    public static Network Build(int inputs, int seed, params IReadOnlyList<Layer> layers)
    {
        Network network = Create(inputs, seed, layers);
        for (int l = 0; l < network.Layers.Count; l++)
            network.Initialize(l, member: 0);
        return network;
    }

    /// <summary>Draws the parameters of a layer anew.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="member">Which of the networks that share the seed is drawn for.</param>
    internal void Initialize(int layer, int member)
    {
        ParameterTensor weights = Layout.Weights(layer);
        Span<float> biases = Layout.Biases(layer) is { } tensor ? tensor.Row(Parameters, 0) : default;
        Layers[layer].Initializer.Fill(
            weights.In(Parameters), weights.Rows, weights.Columns, weights.Stride, biases, (ulong)(uint)Seed, MemberLayer.Index(layer, member));
    }

    /// <summary>A network of that description whose parameters are all zero, for a reader that fills them.</summary>
    internal static Network Create(int inputs, int seed, IReadOnlyList<Layer> layers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentNullException.ThrowIfNull(layers);
        return new Network(inputs, [.. layers], seed, LayoutOf(inputs, layers));
    }

    /// <summary>A network of that description whose parameters are the beginning of a vector.</summary>
    internal static Network Over(AlignedBuffer parameters, int inputs, int seed, IReadOnlyList<Layer> layers, ParameterLayout layout) =>
        new(inputs, layers, seed, layout, parameters);

    /// <summary>Where the parameters of such a network would lie, without taking memory for them.</summary>
    /// <exception cref="ArgumentException">There can be no such network.</exception>
    internal static ParameterLayout LayoutOf(int inputs, IReadOnlyList<Layer> layers)
    {
        if (layers.Count == 0)
            throw new ArgumentException("A network needs at least one layer: its output layer.", nameof(layers));
        for (int l = 0; l < layers.Count; l++)
        {
            if (layers[l] is null)
                throw new ArgumentException($"Layer {l} is null.", nameof(layers));
            int width = l == 0 ? inputs : layers[l - 1].Units;
            if (layers[l].UnitSources is { } sources && sources.FirstBeyond(width) is { } stray)
                throw new ArgumentException($"Unit {stray} of layer {l} reads input {sources[stray]}; expected one of 0 to {width - 1}.", nameof(layers));
            if (layers[l].Units == 1 && layers[l].Activation == Activation.Softmax)
            {
                throw new ArgumentException(
                    $"Layer {l} applies softmax to a single unit, which is always 1 and cannot learn. For two classes use 2 units with softmax, or 1 unit with sigmoid.",
                    nameof(layers));
            }
        }

        if (layers[^1].Dropout > 0)
            throw new ArgumentException("The output layer has dropout, which would delete predictions. Give dropout to hidden layers only.", nameof(layers));
        return new ParameterLayout(inputs, layers);
    }

    /// <summary>The number of inputs of a layer: the features of a row, or the units of the layer before.</summary>
    /// <param name="layer">The layer, from 0.</param>
    public int InputsOf(int layer) => layer == 0 ? Inputs : Layers[layer - 1].Units;

    /// <summary>Memory for predictions of this network.</summary>
    /// <param name="rows">How many rows go through at once, at least 1.</param>
    public Workspace CreateWorkspace(int rows = PredictionBlock) => new(this, rows);

    /// <summary>The outputs for some rows, in newly allocated memory.</summary>
    /// <param name="inputs">[rows, Inputs].</param>
    /// <returns>[rows, Outputs].</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of <see cref="Inputs"/>.</exception>
    public float[] Predict(ReadOnlySpan<float> inputs)
    {
        int rows = RowsOf(inputs);
        float[] outputs = new float[checked(rows * Outputs)];
        if (rows > 0)
            Predict(inputs, outputs, CreateWorkspace(Math.Min(rows, PredictionBlock)));
        return outputs;
    }

    /// <summary>The outputs for some rows, without allocating.</summary>
    /// <param name="inputs">[rows, Inputs].</param>
    /// <param name="outputs">[rows, Outputs], overwritten.</param>
    /// <param name="workspace">Memory of this network that no other thread uses meanwhile.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the workspace belongs to another network.</exception>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        int rows = RowsOf(inputs);
        if (outputs.Length != (long)rows * Outputs)
            throw new ArgumentException($"{rows} rows have {(long)rows * Outputs} outputs, but the span holds {outputs.Length}.", nameof(outputs));
        if (workspace.Network != this)
            throw new ArgumentException("The workspace was made for another network; make one with CreateWorkspace of this one.", nameof(workspace));

        int stride = RowStride.Of(Outputs);
        for (int first = 0; first < rows; first += workspace.Rows)
        {
            int block = Math.Min(workspace.Rows, rows - first);
            ReadOnlySpan<float> activations = inputs.Slice(first * Inputs, block * Inputs);
            int width = Inputs;
            for (int l = 0; l < Layers.Count; l++)
            {
                Span<float> z = workspace.Outputs(l)[..(block * RowStride.Of(Layers[l].Units))];
                ForwardLayer(l, activations, width, z, z, block);
                activations = z;
                width = RowStride.Of(Layers[l].Units);
            }

            for (int row = 0; row < block; row++)
                activations.Slice(row * stride, Outputs).CopyTo(outputs.Slice((first + row) * Outputs, Outputs));
        }
    }

    /// <summary>A network with the same description and a copy of the parameters.</summary>
    public Network Clone() => Clone(Seed);

    /// <summary>The same, said to have begun from another seed.</summary>
    internal Network Clone(int seed)
    {
        var copy = new Network(Inputs, Layers, seed, Layout);
        Parameters.CopyTo(copy.Parameters);
        return copy;
    }

    /// <summary>
    /// The SHA-256, in lower-case hexadecimal, of the parameters as little-endian float32 bytes in the order of the layers,
    /// weights before biases, padding left out. Two networks with the same hash predict the same bits.
    /// </summary>
    public string ParametersSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendParameters(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Adds the parameters to a hash.</summary>
    internal void AppendParameters(IncrementalHash hash)
    {
        foreach (ParameterTensor tensor in Layout.Tensors)
        {
            for (int row = 0; row < tensor.Rows; row++)
                LittleEndian.Send(tensor.Row((ReadOnlySpan<float>)Parameters, row), hash.AppendData);
        }
    }

    /// <summary>z = aPrevious·W + b and a = σ(z) of one layer for a block of rows; z and a may be the same memory.</summary>
    internal void ForwardLayer(int layer, ReadOnlySpan<float> previous, int previousStride, Span<float> z, Span<float> a, int rows)
    {
        LayerProducts.Forward(this, layer, previous, previousStride, z, rows, 0, Layers[layer].Units);
        Activate(layer, z, a, Layers[layer].Units);
    }

    /// <summary>a = σ(z) of one layer for some columns of a block of rows; z and a may be the same memory.</summary>
    internal void Activate(int layer, ReadOnlySpan<float> z, Span<float> a, int columns)
    {
        Activation activation = Layers[layer].Activation;
        if (activation is not IdentityActivation || z != a)
            activation.Forward(z, a, columns, Layout.Weights(layer).Stride);
    }

    private int RowsOf(ReadOnlySpan<float> inputs) => inputs.Length % Inputs == 0
        ? inputs.Length / Inputs
        : throw new ArgumentException($"{inputs.Length} numbers are not whole rows of {Inputs} features.", nameof(inputs));
}
