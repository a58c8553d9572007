namespace Descent.Tabular;

/// <summary>Counts the trainings of a piece of work, to tell how far it is.</summary>
/// <param name="count">How many there will be.</param>
internal sealed class TurnCounter(int count)
{
    private int _done;

    /// <summary>What stands before the title of each: the fold of a cross-validation.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The next training.</summary>
    public TrainingTurn Next(string title)
    {
        int done = Math.Min(_done++, count - 1);
        string separator = Prefix.Length > 0 && title.Length > 0 ? ", " : "";
        return new TrainingTurn(Prefix + separator + title, (double)done / count, 1.0 / count);
    }
}
