using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Descent.Networks;

/// <summary>
/// Networks of one shape whose outputs are averaged. Each errs in its own way, by where it began and which rows it saw, and
/// what they do not have in common cancels out: for a loss that is convex in the outputs the mean is never worse than the
/// networks are on average (Jensen). Hansen and Salamon 1990.
/// </summary>
public sealed class Ensemble
{
    /// <summary>The largest number of members.</summary>
    internal const int MostMembers = 1000;

    private readonly Network[] _members;

    /// <summary>An ensemble of some networks.</summary>
    /// <param name="members">At least one; all with the same inputs and layers.</param>
    /// <exception cref="ArgumentException">There is none, one has another shape, or together they are too large.</exception>
    public Ensemble(params IReadOnlyList<Network> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0)
            throw new ArgumentException("An ensemble needs at least one network.", nameof(members));
        if (members.Count > MostMembers)
            throw new ArgumentException($"An ensemble of {members.Count} networks is too large; expected at most {MostMembers}.", nameof(members));
        _members = [.. members];
        for (int i = 0; i < _members.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(_members[i], nameof(members));
            if (_members[i].Inputs != _members[0].Inputs || !_members[i].Layers.SequenceEqual(_members[0].Layers))
                throw new ArgumentException($"Network {i} has other layers or inputs than network 0; the members of an ensemble have the same.", nameof(members));
        }

        RequireSize(members[0].Layout, members.Count);
    }

    /// <summary>The networks.</summary>
    public IReadOnlyList<Network> Members => _members;

    /// <summary>The parameters of all members; a layer that several members of one <see cref="SharedEnsemble"/> share is counted once.</summary>
    public int ParameterCount => Enumerable.Range(0, _members.Length).Sum(ParametersOf);

    /// <summary>How many members are not of one <see cref="SharedEnsemble"/> with the member before: they share no dense layer with it.</summary>
    public int IndependentMembers => Enumerable.Range(0, _members.Length).Count(IsIndependent);

    private IReadOnlyList<Layer> Layers => _members[0].Layers;

    /// <summary>Refuses more networks of a shape than fit into memory that an array can address.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    internal static void RequireSize(ParameterLayout layout, int members)
    {
        if ((long)layout.Length * members > ParameterLayout.MaximumLength)
            throw new ArgumentException($"{members} networks of {layout.Count} parameters each are more than {ParameterLayout.MaximumLength} parameters; take fewer, or make their layers smaller.");
    }

    /// <summary>Whether the parameters of a layer of a member are bit for bit those of the member before.</summary>
    internal bool SharesLayer(int member, int layer)
    {
        return member > 0 && _members[0].Layout.Of(layer).All(IsSame);

        bool IsSame(ParameterTensor tensor) => MemoryMarshal.AsBytes(tensor.In(_members[member].Parameters))
            .SequenceEqual(MemoryMarshal.AsBytes(tensor.In(_members[member - 1].Parameters)));
    }

    private bool IsIndependent(int member) =>
        !Enumerable.Range(0, Layers.Count).Any(layer => Layers[layer].Sources is null && SharesLayer(member, layer));

    private int ParametersOf(int member)
    {
        bool isIndependent = IsIndependent(member);
        return Enumerable.Range(0, Layers.Count).Where(layer => isIndependent || !SharesLayer(member, layer))
            .SelectMany(_members[member].Layout.Of).Sum(tensor => tensor.Count);
    }

    /// <summary>The mean of what the members put out, in newly allocated memory.</summary>
    /// <param name="inputs">[rows, inputs].</param>
    /// <returns>[rows, outputs]: the sum in the order of the members, divided by their number; with one member its outputs.</returns>
    /// <exception cref="ArgumentException">The length is not whole rows.</exception>
    public float[] Predict(ReadOnlySpan<float> inputs)
    {
        float[] sum = _members[0].Predict(inputs);
        if (_members.Length == 1)
            return sum;
        foreach (Network member in _members.AsSpan(1))
        {
            float[] outputs = member.Predict(inputs);
            for (int i = 0; i < sum.Length; i++)
                sum[i] += outputs[i];
        }

        for (int i = 0; i < sum.Length; i++)
            sum[i] /= _members.Length;
        return sum;
    }

    /// <summary>The SHA-256 of the parameters of one member after the other, each as <see cref="Network.ParametersSha256"/> takes them.</summary>
    public string ParametersSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Network member in _members)
            member.AppendParameters(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
