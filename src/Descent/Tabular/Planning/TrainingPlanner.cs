using Descent.Data;
using Descent.Networks;
using Descent.Training;

namespace Descent.Tabular;

/// <summary>Decides what the user left open, by the task and the size of the data.</summary>
internal static class TrainingPlanner
{
    /// <summary>Plans a training.</summary>
    /// <param name="settings">What the user asked for.</param>
    /// <param name="train">The rows to learn from, those to be held back for validation among them.</param>
    /// <exception cref="ArgumentException">The settings contradict each other or do not suit the data.</exception>
    public static TrainingPlan Plan(TableTrainerOptions settings, Dataset train)
    {
        OutputChoice output = OutputChoice.For(settings.Loss, train);
        FeatureFacts facts = FeatureFacts.Of(train);
        TablePreset name = settings.Preset ?? (settings.DescribeNetwork || facts.IsShared ? TablePreset.Fast : TablePreset.Default);
        Preset preset = PlanDefaults.For(name, train.Task == TaskKind.Classification, train.Rows, train.Inputs);
        bool isUsual = settings.Initializer is not null || settings.Optimizer == "sgd" || settings.Momentum is not null || settings.Nesterov;
        if (preset.IsNeuralTangent && isUsual)
            preset = preset with { IsNeuralTangent = false, LearnsFeatureScales = false, LearningRate = PlanDefaults.UsualLearningRate };
        IReadOnlyList<int> hidden = settings.Hidden ?? preset.Hidden;
        if (hidden.Count == 0 && settings.Dropout > 0)
            throw new ArgumentException("dropout needs a hidden layer to drop units of; leave it out or give a hidden layer");

        if (hidden.Count == 0 && settings.Submodels > 1)
            throw new ArgumentException("submodels share hidden layers, and there is none; leave them out or give a hidden layer");

        float dropout = settings.Dropout ?? (hidden.Count > 0 ? preset.Dropout : 0);
        Optimizer optimizer = OptimizerChoice.For(settings, preset);
        CheckSchedules(settings, dropout, optimizer);
        int frequencies = Frequencies(settings);
        (float validation, int? patience) = HeldBack(settings, preset, train.Rows);
        var plan = new TrainingPlan
        {
            Hidden = hidden,
            Activation = settings.Activation ?? Activation.Parse(preset.Activation),
            Outputs = output.Units,
            OutputActivation = output.Activation,
            Loss = output.Loss,
            Initializer = Initial(settings.Initializer, train.Rows),
            IsNeuralTangent = preset.IsNeuralTangent,
            Members = settings.Members ?? preset.Members,
            Submodels = settings.Submodels ?? (hidden.Count > 0 ? preset.Submodels : 1),
            ScaleDeviation = train.Rows < PlanDefaults.FewRows ? PlanDefaults.ScaleDeviationOfFewRows : PlanDefaults.ScaleDeviation,
            Bins = settings.Bins ?? (frequencies > 0 ? 0 : preset.Bins),
            Frequencies = frequencies,
            FrequencyScale = settings.FrequencyScale ?? PeriodicEmbedding.DefaultScale,
            LearnsFeatureScales = settings.LearnFeatureScales ?? (preset.LearnsFeatureScales && hidden.Count > 0),
            Scaling = settings.Scaling ?? (facts.IsShared ? FeatureScaling.MinMax : preset.Scaling),
            ScalesTarget = output.ScalesTarget,
            TargetTransform = Transform(settings, output, train),
            LabelSmoothing = Smoothing(settings, train),
            Optimizer = optimizer,
            Schedule = settings.Schedule ?? Schedule.Parse(PlanDefaults.Schedule),
            WeightDecaySchedule = settings.WeightDecaySchedule ?? Schedule.Constant,
            BatchSize = settings.BatchSize ?? preset.BatchSize,
            Epochs = settings.Epochs ?? preset.Epochs,
            Accumulate = settings.Accumulate ?? 1,
            Dropout = dropout,
            DropoutSchedule = settings.DropoutSchedule ?? Schedule.Constant,
            Validation = validation,
            Patience = patience,
            Seed = settings.Seed,
            Reasons = [],
        };
        if ((long)plan.Members * plan.Submodels > Ensemble.MostMembers)
            throw new ArgumentException($"{plan.Members} networks of {plan.Submodels} submodels each are more than the {Ensemble.MostMembers} that a model can have; take fewer");
        return plan with { Reasons = [.. Reasons(settings, preset, plan, facts, train), .. output.Reasons] };
    }

    private static void CheckSchedules(TableTrainerOptions settings, float dropout, Optimizer optimizer)
    {
        if (settings.DropoutSchedule is not null && dropout == 0)
            throw new ArgumentException("a schedule of the dropout needs a dropout that it changes, and here it is 0; give a dropout above 0 or leave the schedule out");
        if (settings.WeightDecaySchedule is not null && optimizer.WeightDecay == 0)
            throw new ArgumentException("a schedule of the weight decay needs a weight decay that it changes, and here it is 0; give a weight decay above 0 or leave the schedule out");
    }

    private static int Frequencies(TableTrainerOptions settings) => settings switch
    {
        { Frequencies: > 0, Bins: > 0 } => throw new ArgumentException("bins and frequencies are two embeddings, and a network has one; leave one of them out"),
        { FrequencyScale: not null, Frequencies: null or 0 } => throw new ArgumentException("a scale of frequencies needs frequencies; say how many, or leave it out"),
        _ => settings.Frequencies ?? 0,
    };

    private static (float Validation, int? Patience) HeldBack(TableTrainerOptions settings, Preset preset, int rows)
    {
        if (settings is { Patience: not null, Validation: 0 })
            throw new ArgumentException("patience waits for a better loss on held-back rows, and a validation share of 0 holds none back; set it to 0.1 or leave one of them out");

        float validation = settings.Validation
            ?? (settings.Patience is not null ? Math.Max(preset.Validation, PlanDefaults.ValidationForPatience) : preset.Validation);
        if (validation > 0 && rows < 2)
            throw new ArgumentException("there is one training row, so none can be held back; set the validation share to 0 and no patience");
        return (validation, validation > 0 ? settings.Patience ?? preset.Patience : null);
    }

    private static TargetTransform Transform(TableTrainerOptions settings, OutputChoice output, Dataset train) =>
        settings.TargetTransform != TargetTransform.None && !output.ScalesTarget
            ? throw new ArgumentException($"a transform of the target is for a regression whose target is standardised, and this is {(train.Task == TaskKind.Classification ? "a classification" : $"learned with {output.Loss.Name}")}; leave it out")
            : settings.TargetTransform;

    private static double Smoothing(TableTrainerOptions settings, Dataset train) => settings.LabelSmoothing > 0 && train.Task == TaskKind.Regression
        ? throw new ArgumentException("label smoothing is for classes, and the target holds numbers; leave it out")
        : settings.LabelSmoothing ?? 0;

    private static Initializer? Initial(string? name, int rows) => name switch
    {
        null => null,
        "sample-normal" => Initializer.SampleNormal(rows),
        _ => Initializer.Parse(name),
    };

    private static IEnumerable<string> Reasons(TableTrainerOptions settings, Preset preset, TrainingPlan plan, FeatureFacts facts, Dataset train)
    {
        if (settings.BatchSize is null || settings.Epochs is null || settings.Validation is null)
        {
            string held = plan.Validation == 0 ? "all are trained on to the last epoch"
                : plan.Patience is null ? $"{NumberText.RoundPercent(plan.Validation)} are held back to choose the best epoch"
                : $"{NumberText.RoundPercent(plan.Validation)} are held back to stop in time";
            yield return $"{NumberText.Count(train.Rows, "training row")} are {preset.Size}: {held}";
        }

        if (settings.Members is null && plan.Members > 1)
            yield return $"the mean of {plan.Members} networks, each with other rows held back, errs less than one";
        if (settings.Submodels is null && plan.Submodels > 1)
            yield return $"{(plan.Members > 1 ? "each is" : "the network is")} {plan.Submodels} that share most weights, which keeps them from learning rows by heart";
        if (settings.LearnFeatureScales is null && plan.LearnsFeatureScales)
            yield return "each number has a scale that is learned, so that those which say nothing fade";
        if (settings.Bins is null && plan.Bins > 0)
            yield return $"each number is also cut into up to {plan.Bins} bins, in which a network bends more easily";
        if (settings.Dropout is null && plan.Dropout > 0)
            yield return "dropout against learning them by heart";
        if (plan is { ScalesTarget: true, TargetTransform: TargetTransform.None } && TargetScaler.ChooseTransform(train) != TargetTransform.None)
            yield return "the target is skewed and learned as it is, for its mean; a transform would be for its typical row";
        if (settings is { Optimizer: null, Momentum: not null } or { Optimizer: null, Nesterov: true })
            yield return "momentum means sgd";
        if (settings.Scaling is null)
        {
            yield return plan.Scaling == FeatureScaling.Robust ? "features are scaled by their median and middle half, outliers bounded"
                : plan.Scaling == FeatureScaling.MinMax ? $"all features are on one scale, {NumberText.Exact(facts.Minimum)} to {NumberText.Exact(facts.Maximum)}, which becomes 0 to 1"
                : "features are standardised to mean 0 and deviation 1";
        }
    }
}
