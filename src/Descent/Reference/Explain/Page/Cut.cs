namespace Descent.Reference;

/// <summary>Which of so many rows, columns, elements or terms are shown: all of a few, otherwise the first ones and the last.</summary>
internal readonly struct Cut
{
    /// <summary>The most rows or columns of a matrix.</summary>
    public const int OfMatrix = 8;

    private readonly int _first;

    public Cut(int count, int most)
    {
        Count = count;
        IsCut = count > most;
        _first = IsCut ? Math.Max(1, most - 3) : count;
    }

    public int Count { get; }

    public bool IsCut { get; }

    /// <summary>How many are shown.</summary>
    public int Shown => IsCut ? _first + 1 : Count;

    public int Hidden => Count - Shown;

    /// <summary>The index at a place of what is shown.</summary>
    public int this[int place] => place < _first ? place : Count - 1;

    /// <summary>Whether the dots stand before this place.</summary>
    public bool IsAfterGap(int place) => IsCut && place == _first;
}
