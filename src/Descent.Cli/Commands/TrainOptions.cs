using System.CommandLine;
using Descent.Cli.Calls;
using Descent.Networks;
using Descent.Tabular;
using Descent.Training;

namespace Descent.Cli.Commands;

/// <summary>The options of train that make up its settings.</summary>
internal sealed class TrainOptions
{
    private const string SampleNormal = "sample-normal";
    private const int MostMembers = 1000;
    private const int MostBins = 1000;
    private const int MostFrequencies = 1000;

    public Option<string?> Preset { get; } = NameOption.Word(
        "--preset", "HOW", "what is chosen for you: fast (one plain network), default (what suits tables) or best (the same with more networks)", "fast", "default", "best");

    public Option<int?> Members { get; } = NumberOption.Whole("--ensemble", "networks whose mean is the prediction (default by the data)", least: 1, most: MostMembers);

    public Option<int?> Submodels { get; } = NumberOption.Whole("--submodels", "networks that share most weights, in place of each of them, 1 for none (default by the data)", least: 1, most: MostMembers);

    public Option<int?> Bins { get; } = NumberOption.Whole("--bins", "pieces of each number that the network sees beside it, 0 for none (default by the data)", least: 0, most: MostBins);

    public Option<int?> Frequencies { get; } = NumberOption.Whole("--frequencies", "waves of each number that the network sees beside it, whose lengths it learns, in place of bins (default 0)", least: 0, most: MostFrequencies);

    public Option<float?> FrequencyScale { get; } = NumberOption.Real(
        "--frequency-scale", "X", FormattableString.Invariant($"how quick they begin: the standard deviation of their turns per unit of the scaled number (default {PeriodicEmbedding.DefaultScale})"), value => value > 0, "a number above 0");

    public Option<bool?> LearnScales { get; } = new("--learn-scales") { Description = "a learned scale for each number that the first layer reads, true or false (default by the preset)", Arity = ArgumentArity.ZeroOrOne, HelpName = "BOOL" };

    public Option<HiddenUnits?> Hidden { get; } = HiddenUnits.Option("--hidden", "units of the hidden layers, or none for a linear model (default 256,128)");

    public Option<Activation?> Activation { get; } = NameOption.Of(
        "--activation", $"of the hidden layers (default relu): {string.Join(", ", Networks.Activation.Names)}", Networks.Activation.Names, Networks.Activation.Parse);

    public Option<Loss?> Loss { get; } = NameOption.Of(
        "--loss", $"what is minimised (default cross-entropy for classes, mse for numbers): {string.Join(", ", Networks.Loss.Names)}", Networks.Loss.Names, Networks.Loss.Parse);

    public Option<string?> Initializer { get; } = NameOption.Of(
        "--init",
        $"how weights begin (default as suits the activation): {string.Join(", ", InitializerNames)}, where S is a deviation and N the divisor of a variance, by default the training rows",
        InitializerNames,
        name => name == SampleNormal ? name : Networks.Initializer.Parse(name).Name);

    public Option<float?> Dropout { get; } = NumberOption.Real(
        "--dropout", "P", "probability with which an output of a hidden layer is left out in training (default by the data)", value => value is >= 0 and < 1, "a probability in [0, 1)");

    public Option<Schedule?> DropoutSchedule { get; } = NameOption.Of(
        "--dropout-schedule", "how the dropout falls, that of a preset too: a name of --schedule (default constant)", Training.Schedule.Names, Training.Schedule.Parse);

    public Option<string?> Scaling { get; } = NameOption.Word(
        "--scaling", "HOW", "of features: standardize (mean 0, deviation 1), robust (median 0, middle half 1 wide, outliers bounded), min-max (0 to 1) or none (default by the data)", "standardize", "robust", "min-max", "none");

    public Option<float?> LabelSmoothing { get; } = NumberOption.Real(
        "--label-smoothing", "E", "share of each label that is spread over all classes (default 0)", value => value is >= 0 and < 1, "a number in [0, 1)");

    public Option<string?> TargetTransform { get; } = NameOption.Word(
        "--target-transform", "HOW", "how a skewed target of a regression is bent while the network learns, for predictions nearer to the median than to the mean: none, log or yeo-johnson (default none)", "none", "log", "yeo-johnson");

    public Option<string?> Optimizer { get; } = NameOption.Of(
        "--optimizer", $"the rule of the update (default adam): {string.Join(", ", Training.Optimizer.Names)}", Training.Optimizer.Names, name => Training.Optimizer.Create(name).Name);

    public Option<float?> LearningRate { get; } = NumberOption.Real(
        "--learning-rate", "X", "the size of the steps (default by the data and the optimizer)", value => value > 0, "a number above 0");

    public Option<float?> Momentum { get; } = NumberOption.Real("--momentum", "X", "of sgd (default 0)", value => value is >= 0 and < 1, "a number in [0, 1)");

    public Option<bool> Nesterov { get; } = new("--nesterov") { Description = "look ahead with the momentum of sgd", Arity = ArgumentArity.Zero };

    public Option<float?> WeightDecay { get; } = NumberOption.Real(
        "--weight-decay", "X", "how strongly parameters are drawn to 0 (default 0; adamw 0.01)", value => value >= 0, "a number of at least 0");

    public Option<Schedule?> Schedule { get; } = NameOption.Of(
        "--schedule", $"how the learning rate falls (default cosine): {string.Join(", ", Training.Schedule.Names)}", Training.Schedule.Names, Training.Schedule.Parse);

    public Option<Schedule?> WeightDecaySchedule { get; } = NameOption.Of(
        "--weight-decay-schedule", "how the weight decay falls: a name of --schedule (default constant)", Training.Schedule.Names, Training.Schedule.Parse);

    public Option<int?> BatchSize { get; } = NumberOption.Whole("--batch-size", "rows in a mini-batch (default by the number of rows)", least: 1);

    public Option<int?> Epochs { get; } = NumberOption.Whole("--epochs", "times that every row is seen (default by the number of rows)", least: 1);

    public Option<int?> Accumulate { get; } = NumberOption.Whole("--accumulate", "mini-batches whose gradients are averaged for one update (default 1)", least: 1);

    public Option<float?> Validation { get; } = NumberOption.Real(
        "--validation", "F", "share of the training rows that is held back to choose the best epoch (default by the number of rows)", value => value is >= 0 and < 1, "a share in [0, 1)");

    public Option<int?> Patience { get; } = NumberOption.Whole("--patience", "epochs without a better loss on those rows after which training ends", least: 1);

    public Option<int?> Seed { get; } = NumberOption.Whole(
        "--seed", $"what everything random is a function of (default {PlanDefaults.Seed})", least: int.MinValue);

    private static IReadOnlyList<string> InitializerNames { get; } = [.. Networks.Initializer.Names.SkipLast(1), SampleNormal, Networks.Initializer.Names[^1]];

    public TableTrainerOptions Read(ParseResult call) => new()
    {
        Preset = call.GetValue(Preset) switch
        {
            "fast" => TablePreset.Fast,
            "default" => TablePreset.Default,
            "best" => TablePreset.Best,
            _ => null,
        },
        Members = call.GetValue(Members),
        Submodels = call.GetValue(Submodels),
        Bins = call.GetValue(Bins) switch
        {
            1 => throw new UsageException("--bins 1 is one piece, which is the number itself; give at least 2, or 0 for none"),
            int bins => bins,
            null => null,
        },
        Frequencies = call.GetValue(Frequencies),
        FrequencyScale = call.GetValue(FrequencyScale),
        LearnFeatureScales = call.GetValue(LearnScales),
        Hidden = call.GetValue(Hidden)?.Layers,
        Activation = call.GetValue(Activation),
        Loss = call.GetValue(Loss),
        Initializer = call.GetValue(Initializer),
        Dropout = call.GetValue(Dropout),
        DropoutSchedule = call.GetValue(DropoutSchedule),
        Scaling = call.GetValue(Scaling) switch
        {
            "standardize" => FeatureScaling.Standardize,
            "robust" => FeatureScaling.Robust,
            "min-max" => FeatureScaling.MinMax,
            "none" => FeatureScaling.None,
            _ => null,
        },
        LabelSmoothing = call.GetValue(LabelSmoothing),
        TargetTransform = call.GetValue(TargetTransform) switch
        {
            "log" => Data.TargetTransform.Log,
            "yeo-johnson" => Data.TargetTransform.YeoJohnson,
            _ => Data.TargetTransform.None,
        },
        Optimizer = call.GetValue(Optimizer),
        LearningRate = call.GetValue(LearningRate),
        Momentum = call.GetValue(Momentum),
        Nesterov = call.GetValue(Nesterov),
        WeightDecay = call.GetValue(WeightDecay),
        Schedule = call.GetValue(Schedule),
        WeightDecaySchedule = call.GetValue(WeightDecaySchedule),
        BatchSize = call.GetValue(BatchSize),
        Epochs = call.GetValue(Epochs),
        Accumulate = call.GetValue(Accumulate),
        Validation = call.GetValue(Validation),
        Patience = call.GetValue(Patience),
        Seed = call.GetValue(Seed) ?? PlanDefaults.Seed,
    };
}
