using System.Globalization;
using Descent.Data;

namespace Descent.Training;

/// <summary>How <see cref="Trainer.Fit"/> goes through the data. Every value is checked when it is set.</summary>
public sealed record TrainingOptions
{
    /// <summary>How often every row is seen, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Epochs
    {
        get;
        init => field = AtLeastOne(value, nameof(Epochs));
    } = 30;

    /// <summary>Rows in a mini-batch, at least 1; the last one of an epoch may be smaller.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize
    {
        get;
        init => field = AtLeastOne(value, nameof(BatchSize));
    } = 32;

    /// <summary>
    /// Mini-batches k that share one update, at least 1. Their gradients are averaged, each with the weight of its rows, so
    /// the update is that of one batch with all their rows (with a loss that is a sum they are added up). As many as an epoch
    /// has, or more, is algorithm 1 of Vege as printed, with the update outside the loop over the mini-batches.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Accumulate
    {
        get;
        init => field = AtLeastOne(value, nameof(Accumulate));
    } = 1;

    /// <summary>How the learning rate changes: η(t) = η₀·f(t).</summary>
    public Schedule Schedule
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Schedule));
    } = Schedule.Constant;

    /// <summary>
    /// How the weight decay of the optimizer changes: λ(t) = λ₀·f(t). A decoupled decay (<see cref="AdamW"/>) is multiplied by the
    /// learning rate of the step too, so that a parameter shrinks by η(t)·λ(t).
    /// </summary>
    public Schedule WeightDecaySchedule
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(WeightDecaySchedule));
    } = Schedule.Constant;

    /// <summary>
    /// How the dropout of the layers changes: p(t) = p₀·f(t), with 1/(1 − p(t)) for the units that are kept. Random numbers do not
    /// depend on it: a unit that is dropped would be at any larger probability, too.
    /// </summary>
    public Schedule DropoutSchedule
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(DropoutSchedule));
    } = Schedule.Constant;

    /// <summary>The share of the training rows, in [0, 1), that is held back to measure the loss after each epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public double Validation
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Validation), value, string.Create(CultureInfo.InvariantCulture, $"Validation is {value}; expected a share in [0, 1)."));
    }

    /// <summary>Rows that measure the loss after each epoch, instead of a share of the training rows.</summary>
    public Dataset? ValidationData { get; init; }

    /// <summary>
    /// Early stopping: the epochs without a better validation loss after which training ends, at least 1;
    /// <see langword="null"/>: all epochs are run. With validation rows the parameters of the best epoch are restored either
    /// way; without them patience has no effect, and a warning says so.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Patience
    {
        get;
        init => field = value is { } epochs ? AtLeastOne(epochs, nameof(Patience)) : null;
    }

    /// <summary>
    /// ε of label smoothing, in [0, 1); 0: none. The classes y of the training rows become y' = (1 − ε)·y + ε/K, so that a network
    /// gains nothing by being ever surer of them. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision"
    /// (2016), section 7.
    /// </summary>
    /// <remarks>
    /// K is the number of classes; an output that answers yes or no by itself (a single one, or any with a binary cross-entropy) has
    /// two. Soft labels of another sum s than 1 keep it: y' = (1 − ε)·y + ε·s/K. The validation loss is measured on the labels as
    /// they are, and so are accuracies; the training loss is that of the smoothed labels, which no network brings to 0. Smoothing
    /// may raise the accuracy, and it pulls probabilities towards 1/K: leave it at 0 where they matter.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public double LabelSmoothing
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LabelSmoothing), value, string.Create(CultureInfo.InvariantCulture, $"LabelSmoothing is {value}; expected a number in [0, 1)."));
    }

    /// <summary>Whether the rows are taken in another random order in each epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>What shuffles, dropout and the validation part are a function of.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>When and where the state of the training is kept, to go on from it exactly; <see langword="null"/>: nowhere.</summary>
    public CheckpointOptions? Checkpoints { get; init; }

    private static int AtLeastOne(int value, string property) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"{property} is {value}; expected at least 1.");
}
