using System.Collections;

namespace Descent.Networks;

/// <summary>The input that each unit of a feature-wise layer reads. Two are equal when all their inputs are.</summary>
internal sealed class UnitSources : IReadOnlyList<int>, IEquatable<UnitSources>
{
    private readonly int[] _inputs;

    /// <exception cref="ArgumentException">There is no unit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input is negative.</exception>
    public UnitSources(IReadOnlyList<int> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0)
            throw new ArgumentException("A feature-wise layer needs at least one unit.", nameof(inputs));
        _inputs = [.. inputs];
        if (_inputs.Index().FirstOrDefault(unit => unit.Item < 0) is { Item: < 0 } bad)
            throw new ArgumentOutOfRangeException(nameof(inputs), bad.Item, $"Unit {bad.Index} reads input {bad.Item}; expected at least 0.");
        IsIdentity = _inputs.Index().All(unit => unit.Index == unit.Item);
    }

    /// <summary>Whether unit j reads input j: a scale of each input.</summary>
    public bool IsIdentity { get; }

    public int Count => _inputs.Length;

    public ReadOnlySpan<int> Span => _inputs;

    public int this[int unit] => _inputs[unit];

    /// <summary>The first unit that reads none of so many inputs; <see langword="null"/>: there is none.</summary>
    public int? FirstBeyond(int inputs) => Array.FindIndex(_inputs, input => input >= inputs) is >= 0 and var unit ? unit : null;

    public bool Equals(UnitSources? other) => other is not null && Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => Equals(obj as UnitSources);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int input in _inputs)
            hash.Add(input);
        return hash.ToHashCode();
    }

    /// <summary>All inputs: identities of trainings are made of the texts of records.</summary>
    public override string ToString() => $"[{string.Join(", ", _inputs)}]";

    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_inputs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
