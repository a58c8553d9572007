namespace Descent.Reference;

/// <summary>Which of so many rows, columns, elements or terms are shown: all of a few, otherwise the first ones and the last.</summary>
internal readonly struct Cut
{
    private readonly int _first;

    /// <summary>Cuts what is too long.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="most">The most of which all are shown.</param>
    /// <param name="first">How many of more are shown before the dots; behind them stands the last.</param>
    public Cut(int count, int most, int first)
    {
        Count = count;
        IsCut = count > most;
        _first = IsCut ? first : count;
    }

    /// <summary>The rows or the columns of a matrix.</summary>
    /// <param name="count">How many rows or columns there are.</param>
    /// <param name="others">How many columns or rows: of a vector more is shown than of a matrix.</param>
    public static Cut OfMatrix(int count, int others) => new(count, most: others == 1 ? 10 : 7, first: 3);

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
