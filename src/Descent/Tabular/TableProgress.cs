using Descent.Training;

namespace Descent.Tabular;

/// <summary>Which of several trainings is meant.</summary>
/// <param name="Title">What is trained, such as <c>network 2/8</c>; empty where there is only one.</param>
/// <param name="Start">The share of all work that lies before it, in [0, 1).</param>
/// <param name="Share">Its share of all work, in (0, 1].</param>
public sealed record TrainingTurn(string Title, double Start, double Share);

/// <summary>Follows the trainings on a table. This one says nothing; derive from it what shows something.</summary>
public class TableProgress
{
    /// <summary>Says nothing.</summary>
    public static TableProgress None { get; } = new();

    /// <summary>Runs one training while it is followed. Called for one after the other, on the thread that trains.</summary>
    /// <param name="turn">Which one.</param>
    /// <param name="train">Trains, and tells the observer.</param>
    public virtual TrainingResult Follow(TrainingTurn turn, Func<ITrainingObserver, TrainingResult> train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return train(new Nothing());
    }

    /// <summary>Something that is going wrong.</summary>
    public virtual void Warn(string message)
    {
    }

    /// <summary>News that is no progress.</summary>
    public virtual void Note(string message)
    {
    }

    private sealed class Nothing : ITrainingObserver;
}
