using Descent.Numerics;

namespace Descent.Networks;

/// <summary>
/// Networks that are trained as one: they share all layers but a few, of which each has its own. Gorishniy, Kotelnikov and
/// Babenko 2025, "TabM: Advancing Tabular Deep Learning with Parameter-Efficient Ensembling"; after Wen, Tran and Ba 2020,
/// "BatchEnsemble".
/// </summary>
/// <remarks>
/// What is minimised is the mean of their losses, L = Σ Lᵢ/K: the gradient of what is shared is the mean over the networks, that
/// of what a network has of its own is ∂Lᵢ/K. Own are usually a feature-wise layer of scales in front, which shows each network
/// the features in its own way, and the output layer ("TabM-mini"). The shared layers have to serve all of them, which keeps
/// them from learning one network's training rows by heart. Once trained, each is a network like any other (<see cref="ToEnsemble"/>).
/// </remarks>
public sealed class SharedEnsemble
{
    private readonly AlignedBuffer _parameters;
    private readonly (ParameterTensor Own, ParameterTensor[] Others)[] _own;
    private readonly float[] _scratch;

    private SharedEnsemble(int inputs, int seed, int members, int[] ownLayers, Layer[] layers)
    {
        Members = members;
        OwnLayers = ownLayers;
        ParameterLayout layout = Network.LayoutOf(inputs, layers);
        ParameterTensor[] own = [.. ownLayers.SelectMany(layout.Of)];
        Layout = new ParameterLayout(
            layout, Enumerable.Range(1, members - 1).SelectMany(member => own.Select(tensor => ($"members.{member}.{tensor.Name}", tensor))));
        _own =
        [
            .. own.Index().Select(entry => (entry.Item, Enumerable.Range(0, members - 1)
                .Select(other => Layout.Tensors[layout.Tensors.Count + (other * own.Length) + entry.Index]).ToArray())),
        ];
        _scratch = new float[own.Max(tensor => tensor.Length)];
        _parameters = new AlignedBuffer(Layout.Length);
        First = Network.Over(_parameters, inputs, seed, layers, layout);
    }

    /// <summary>How many networks there are.</summary>
    public int Members { get; }

    /// <summary>The layers, from 0, of which each network has its own.</summary>
    public IReadOnlyList<int> OwnLayers { get; }

    /// <summary>The first of the networks. Its parameters are the beginning of <see cref="Parameters"/>.</summary>
    public Network First { get; }

    /// <summary>Which part of <see cref="Parameters"/> is what: the first network, then what each of the others has of its own.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>All parameters, laid out as <see cref="Layout"/> says; the padding must stay zero.</summary>
    public Span<float> Parameters => _parameters.Span;

    internal Memory<float> ParameterMemory => _parameters.Memory;

    /// <summary>Networks with freshly drawn parameters.</summary>
    /// <param name="inputs">The number of features of a row, at least 1.</param>
    /// <param name="seed">What the draws are a function of; the first network begins like <see cref="Network.Build"/> of that seed.</param>
    /// <param name="members">How many networks, 1 to 1000.</param>
    /// <param name="ownLayers">The layers, from 0, of which each network has its own; at least one, each once.</param>
    /// <param name="layers">The layers of each network, the last being the output layer.</param>
    /// <exception cref="ArgumentException">There can be no such network (<see cref="Network.Build"/>), or an own layer is not one of the layers or named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many networks.</exception>
    public static SharedEnsemble Build(int inputs, int seed, int members, IReadOnlyList<int> ownLayers, params IReadOnlyList<Layer> layers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(members, Ensemble.MostMembers);
        ArgumentNullException.ThrowIfNull(ownLayers);
        ArgumentNullException.ThrowIfNull(layers);
        if (ownLayers.Count == 0)
            throw new ArgumentException("Each network needs a layer of its own; without one they would all be the same.", nameof(ownLayers));
        if (ownLayers.FirstOrDefault(layer => layer < 0 || layer >= layers.Count, defaultValue: -1) is var stray and not -1)
            throw new ArgumentException($"There is no layer {stray} to be own: the layers are 0 to {layers.Count - 1}.", nameof(ownLayers));
        if (ownLayers.Distinct().Count() < ownLayers.Count)
            throw new ArgumentException($"A layer is named twice among the own ones ({string.Join(", ", ownLayers)}).", nameof(ownLayers));

        var ensemble = new SharedEnsemble(inputs, seed, members, [.. ownLayers.Order()], [.. layers]);
        ensemble.Draw();
        return ensemble;
    }

    /// <summary>The networks, each with a copy of its parameters.</summary>
    public Ensemble ToEnsemble()
    {
        var networks = new Network[Members];
        for (int member = 0; member < Members; member++)
        {
            networks[member] = First.Clone();
            foreach ((ParameterTensor own, ParameterTensor[] others) in _own)
                (member == 0 ? own : others[member - 1]).In(Parameters).CopyTo(own.In(networks[member].Parameters));
        }

        return new Ensemble(networks);
    }

    /// <summary>
    /// Exchanges what the first network and another one have of their own in a vector of this layout. Called twice it leaves the
    /// vector as it was.
    /// </summary>
    internal void Exchange(Span<float> vector, int member)
    {
        if (member == 0)
            return;
        foreach ((ParameterTensor own, ParameterTensor[] others) in _own)
        {
            Span<float> first = own.In(vector), other = others[member - 1].In(vector), kept = _scratch.AsSpan(0, own.Length);
            first.CopyTo(kept);
            other.CopyTo(first);
            kept.CopyTo(other);
        }
    }

    /// <summary>Sets what each network has of its own in a vector of this layout to zero.</summary>
    internal void ClearOwn(Span<float> vector)
    {
        foreach ((ParameterTensor own, ParameterTensor[] others) in _own)
        {
            own.In(vector).Clear();
            foreach (ParameterTensor other in others)
                other.In(vector).Clear();
        }
    }

    /// <summary>A value for each tensor of a network as one for each tensor of <see cref="Layout"/>.</summary>
    internal T[] Spread<T>(IReadOnlyList<T> values)
    {
        Dictionary<string, T> byName = First.Layout.Tensors.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        return [.. values, .. Enumerable.Range(1, Members - 1).SelectMany(_ => _own.Select(entry => byName[entry.Own.Name]))];
    }

    private void Draw()
    {
        for (int member = Members - 1; member >= 0; member--)
        {
            foreach (int layer in OwnLayers)
                First.Initialize(layer, member);
            Exchange(Parameters, member);
        }

        foreach (int layer in Enumerable.Range(0, First.Layers.Count).Except(OwnLayers))
            First.Initialize(layer, member: 0);
    }
}
