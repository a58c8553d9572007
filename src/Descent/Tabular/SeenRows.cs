using System.Runtime.InteropServices;

namespace Descent.Tabular;

/// <summary>The different training rows, to be found by their cells.</summary>
internal sealed class SeenRows
{
    private readonly ComparedColumn[] _columns;
    private readonly ComparedColumn? _target;

    // The first training row of each kind by its hash, those of equal hash in a chain; and the targets of all training rows of that kind.
    private readonly Dictionary<ulong, int> _firstByHash = [];
    private readonly Dictionary<int, int> _next = [];
    private readonly Dictionary<int, HashSet<int>> _targets = [];

    public SeenRows(ComparedColumn[] columns, ComparedColumn? target, int rows)
    {
        _columns = columns;
        _target = target;
        for (int row = 0; row < rows; row++)
        {
            ref int first = ref CollectionsMarshal.GetValueRefOrAddDefault(_firstByHash, Hash(column => column.TrainKey(row)), out bool exists);
            int kind = exists ? Along(first, other => Array.TrueForAll(_columns, column => column.TrainKey(other) == column.TrainKey(row))) : -1;
            if (kind < 0)
            {
                if (exists)
                    _next.Add(row, first);
                first = kind = row;
                _targets.Add(kind, []);
            }

            if (_target is not null)
                _targets[kind].Add(_target.TrainKey(row));
        }
    }

    /// <summary>Whether a training row equals a held-back one, and, if so, whether one of those has its target too.</summary>
    public (bool HasTarget, int TrainRow)? Find(int testRow)
    {
        if (!_firstByHash.TryGetValue(Hash(column => column.TestKey(testRow)), out int first))
            return null;
        int kind = Along(first, other => Array.TrueForAll(_columns, column => column.TrainKey(other) == column.TestKey(testRow)));
        return kind < 0 ? null : (_target is not null && _targets[kind].Contains(_target.TestKey(testRow)), kind);
    }

    /// <summary>The first row of a chain that is meant, or -1.</summary>
    private int Along(int first, Predicate<int> isMeant)
    {
        for (int row = first; ;)
        {
            if (isMeant(row))
                return row;
            if (!_next.TryGetValue(row, out row))
                return -1;
        }
    }

    /// <summary>64 bits, each key mixed in by a multiplication and a rotation.</summary>
    private ulong Hash(Func<ComparedColumn, int> key)
    {
        ulong hash = 0x9E3779B97F4A7C15;
        foreach (ComparedColumn column in _columns)
            hash = System.Numerics.BitOperations.RotateLeft((hash ^ (uint)key(column)) * 0xD6E8FEB86659FD93, 32);
        return hash;
    }
}
