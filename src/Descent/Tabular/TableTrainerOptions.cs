using System.Globalization;
using System.Runtime.CompilerServices;
using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Training;

namespace Descent.Tabular;

/// <summary>How <see cref="TableTrainer"/> works. What is left out is chosen by the data, and the result says what and why.</summary>
/// <remarks>A value outside its range throws an <see cref="ArgumentOutOfRangeException"/> that names the property, the value and what was expected.</remarks>
public sealed record TableTrainerOptions
{
    /// <summary>What is predicted; left out: as <see cref="Table.InferTask"/> says.</summary>
    public TaskKind? Task { get; init; }

    /// <summary>How the columns of the table are understood.</summary>
    public PipelineOptions Columns { get; init; } = new();

    /// <summary>Which rows the model is measured on.</summary>
    public TableSplit Split { get; init; } = TableSplit.Default;

    /// <summary>Folds of the cross-validation, at least 2; left out: none.</summary>
    public int? Folds { get; init => field = AtLeast(2, value); }

    /// <summary>What a row counts by its class; left out: every row the same.</summary>
    public ClassWeighting? ClassWeights { get; init; }

    /// <summary>A column of numbers that say how much each row counts, none below 0; it is no feature. Left out: every row the same.</summary>
    /// <remarks>The weights are divided by their mean over the rows that are learned from. Metrics count every row the same.</remarks>
    public string? WeightColumn { get; init; }

    /// <summary>Whether the importance of the columns is measured (<see cref="PermutationImportance"/>): on the test rows, or without them on the folds.</summary>
    public bool MeasureImportance { get; init; }

    /// <summary>Whether a linear model is trained beside it, to compare with.</summary>
    public bool CompareWithLinear { get; init; } = true;

    /// <summary>The preset; left out: fast where a network or an optimizer is described, otherwise the default one.</summary>
    public TablePreset? Preset { get; init; }

    /// <summary>Networks whose mean is the prediction, at least 1.</summary>
    public int? Members { get; init => field = AtLeast(1, value); }

    /// <summary>
    /// Networks that share most weights and are trained as one (<see cref="SharedEnsemble"/>), in place of each of the
    /// <see cref="Members"/>, at least 1; each has its own scales of the inputs and its own output layer. Left out: by the data.
    /// </summary>
    public int? Submodels { get; init => field = AtLeast(1, value); }

    /// <summary>Bins of the piecewise-linear embedding of each number; 0: none.</summary>
    public int? Bins { get; init => field = AtLeast(0, value); }

    /// <summary>Frequencies of the periodic embedding of each number, in place of bins; 0: none.</summary>
    public int? Frequencies { get; init => field = AtLeast(0, value); }

    /// <summary>The standard deviation of those frequencies, above 0, in turns per unit of the scaled number; left out: <see cref="PeriodicEmbedding.DefaultScale"/>.</summary>
    public float? FrequencyScale { get; init => field = InRange(value, scale => scale > 0, "a number above 0"); }

    /// <summary>
    /// Whether each number that the first hidden layer reads, embedded or not, has a scale that is learned, beginning with 1, at 6 times
    /// the learning rate. Holzmüller et al. 2024, "Better by Default".
    /// </summary>
    public bool? LearnFeatureScales { get; init; }

    /// <summary>Units of the hidden layers; empty: a linear model.</summary>
    public IReadOnlyList<int>? Hidden { get; init; }

    /// <summary>The activation of the hidden layers.</summary>
    public Activation? Activation { get; init; }

    /// <summary>What is minimised.</summary>
    public Loss? Loss { get; init; }

    /// <summary>ε of label smoothing, in [0, 1): see <see cref="TrainingOptions.LabelSmoothing"/>. Left out: 0.</summary>
    public double? LabelSmoothing
    {
        get;
        init => field = value is null or (>= 0 and < 1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LabelSmoothing), value, string.Create(CultureInfo.InvariantCulture, $"LabelSmoothing is {value}; expected a number in [0, 1)."));
    }

    /// <summary>
    /// How the target of a regression is bent before it is standardised. Left out it is not, so that the mean of what is likely is
    /// predicted; with a transform it is nearer to the median.
    /// </summary>
    public TargetTransform TargetTransform { get; init; }

    /// <summary>How weights begin: a name of <see cref="Networks.Initializer"/>, or <c>sample-normal</c> for the number of training rows.</summary>
    public string? Initializer { get; init; }

    /// <summary>How features are scaled.</summary>
    public FeatureScaling? Scaling { get; init; }

    /// <summary>A name of <see cref="Training.Optimizer"/>.</summary>
    public string? Optimizer { get; init; }

    /// <summary>The learning rate before the schedule, above 0.</summary>
    public float? LearningRate { get; init => field = InRange(value, rate => rate > 0, "a number above 0"); }

    /// <summary>The momentum of sgd, in [0, 1).</summary>
    public float? Momentum { get; init => field = InRange(value, momentum => momentum is >= 0 and < 1, "a number in [0, 1)"); }

    /// <summary>Whether the momentum of sgd looks ahead.</summary>
    public bool Nesterov { get; init; }

    /// <summary>How strongly parameters are drawn to 0, at least 0.</summary>
    public float? WeightDecay { get; init => field = InRange(value, decay => decay >= 0, "a number of at least 0"); }

    /// <summary>How the learning rate changes.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>How the weight decay changes (<see cref="TrainingOptions.WeightDecaySchedule"/>), where there is one; left out: not at all.</summary>
    public Schedule? WeightDecaySchedule { get; init; }

    /// <summary>Rows in a mini-batch, at least 1.</summary>
    public int? BatchSize { get; init => field = AtLeast(1, value); }

    /// <summary>How often every row is seen, at least 1.</summary>
    public int? Epochs { get; init => field = AtLeast(1, value); }

    /// <summary>Mini-batches that share an update, at least 1.</summary>
    public int? Accumulate { get; init => field = AtLeast(1, value); }

    /// <summary>The dropout of the hidden layers, in [0, 1).</summary>
    public float? Dropout { get; init => field = InRange(value, share => share is >= 0 and < 1, "a probability in [0, 1)"); }

    /// <summary>How the dropout changes (<see cref="TrainingOptions.DropoutSchedule"/>), that of a preset too; left out: not at all.</summary>
    public Schedule? DropoutSchedule { get; init; }

    /// <summary>The share of the training rows that each network holds back to choose its best epoch, in [0, 1).</summary>
    public float? Validation { get; init => field = InRange(value, share => share is >= 0 and < 1, "a share in [0, 1)"); }

    /// <summary>Epochs without a better loss on those rows after which training ends, at least 1.</summary>
    public int? Patience { get; init => field = AtLeast(1, value); }

    /// <summary>What everything random is a function of.</summary>
    public int Seed { get; init; } = PlanDefaults.Seed;

    /// <summary>Threads, at least 1; left out: all processors. The result does not depend on it.</summary>
    public int? Threads { get; init => field = AtLeast(1, value); }

    /// <summary>Where and when the state of the training is kept; left out: nowhere.</summary>
    public CheckpointFolder? Checkpoints { get; init; }

    /// <summary>Whether the user has ideas about the network or the way it learns, which a preset should not mix with its own.</summary>
    internal bool DescribeNetwork => Hidden is not null || Activation is not null || Initializer is not null || Dropout is not null || Scaling is not null
        || Optimizer is not null || LearningRate is not null || Momentum is not null || Nesterov || WeightDecay is not null || Schedule is not null
        || BatchSize is not null || Epochs is not null || Accumulate is not null;

    private static int? AtLeast(int least, int? value, [CallerMemberName] string property = "") => value is not { } number || number >= least
        ? value
        : throw new ArgumentOutOfRangeException(property, value, $"{property} is {value}; expected at least {least}.");

    private static float? InRange(float? value, Func<float, bool> isFine, string expected, [CallerMemberName] string property = "") =>
        value is not { } number || (float.IsFinite(number) && isFine(number))
            ? value
            : throw new ArgumentOutOfRangeException(property, value, string.Create(CultureInfo.InvariantCulture, $"{property} is {value}; expected {expected}."));
}
