using Descent.Data;
using Descent.Networks;
using Descent.Training;

namespace Descent.Tabular;

/// <summary>Everything about a training that is decided before it begins, and why.</summary>
internal sealed record TrainingPlan
{
    /// <summary>The part of the learning rate at which the scales of features learn, from the same paper.</summary>
    public const float FeatureScaleRate = 6;

    public required IReadOnlyList<int> Hidden { get; init; }

    /// <summary>The activation of the hidden layers.</summary>
    public required Activation Activation { get; init; }

    /// <summary>The units of the output layer.</summary>
    public required int Outputs { get; init; }

    public required Activation OutputActivation { get; init; }

    public required Loss Loss { get; init; }

    /// <summary>How weights begin; null: as suits each layer's activation.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>Whether layers begin and learn in the neural tangent parametrisation.</summary>
    public bool IsNeuralTangent { get; init; }

    /// <summary>Networks whose mean is the prediction.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Networks that share layers, in place of each of them; 1: none do.</summary>
    public int Submodels { get; init; } = 1;

    /// <summary>How far the scales of inputs, with which each of those begins, are from 1.</summary>
    public double ScaleDeviation { get; init; } = PlanDefaults.ScaleDeviation;

    /// <summary>Bins of the piecewise-linear embedding of a feature; 0: none.</summary>
    public int Bins { get; init; }

    /// <summary>Frequencies of the periodic embedding of a feature; 0: none.</summary>
    public int Frequencies { get; init; }

    /// <summary>Their standard deviation.</summary>
    public float FrequencyScale { get; init; } = PeriodicEmbedding.DefaultScale;

    /// <summary>The part of the learning rate at which they learn.</summary>
    public float FrequencyRate { get; init; } = PeriodicEmbedding.DefaultRateFactor;

    /// <summary>
    /// Whether what the first hidden layer reads is multiplied by scales that are learned, one for each number, beginning with 1. A
    /// number that says nothing is made small this way sooner than by all of its weights. Holzmüller et al. 2024, "Better by Default".
    /// </summary>
    public bool LearnsFeatureScales { get; init; }

    public required FeatureScaling Scaling { get; init; }

    /// <summary>Whether the target of a regression is brought to mean 0 and standard deviation 1.</summary>
    public required bool ScalesTarget { get; init; }

    /// <summary>How the target of a regression is bent before.</summary>
    public TargetTransform TargetTransform { get; init; }

    /// <summary>ε of label smoothing.</summary>
    public double LabelSmoothing { get; init; }

    public required Optimizer Optimizer { get; init; }

    public required Schedule Schedule { get; init; }

    public Schedule WeightDecaySchedule { get; init; } = Schedule.Constant;

    public required int BatchSize { get; init; }

    public required int Epochs { get; init; }

    public required int Accumulate { get; init; }

    /// <summary>The dropout of the hidden layers.</summary>
    public required float Dropout { get; init; }

    public Schedule DropoutSchedule { get; init; } = Schedule.Constant;

    /// <summary>The share of the training rows that is held back; 0: none.</summary>
    public required float Validation { get; init; }

    public required int? Patience { get; init; }

    public required int Seed { get; init; }

    /// <summary>Why those settings that the user left open are what they are, each in some words.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The seed of a member, and of everything random in its training.</summary>
    public int SeedOf(int member) => unchecked(Seed + member);

    /// <summary>The embedding that is the first layer of each member; null: none.</summary>
    /// <param name="train">The training rows, scaled.</param>
    public FeatureEmbedding? Embedding(Dataset train) => Bins > 0 ? new PiecewiseLinearEmbedding(train, Bins)
        : Frequencies > 0 ? new PeriodicEmbedding(train, Frequencies, FrequencyScale, Seed, FrequencyRate)
        : null;

    /// <summary>A network with its first parameters, or several that share layers.</summary>
    /// <exception cref="ArgumentException">There can be no such network.</exception>
    public SharedEnsemble BuildNetworks(int inputs, int member = 0, FeatureEmbedding? embedding = null)
    {
        Layer[] layers = [.. Layers(inputs, embedding)];
        int scales = embedding is null ? 0 : 1, output = layers.Length - 1;
        SharedEnsemble networks = SharedEnsemble.Build(inputs, SeedOf(member), Submodels, Submodels > 1 ? [scales, output] : [output], layers);
        embedding?.Fill(networks.First);
        return networks;
    }

    /// <summary>What trains a network of this plan.</summary>
    /// <exception cref="ArgumentException">The loss is not for such outputs.</exception>
    public Trainer BuildTrainer(SharedEnsemble networks, int? threads)
    {
        float[]? factors = RateFactors(networks.First);
        return threads is { } count
            ? new Trainer(networks, Loss, Optimizer) { Threads = count, RateFactors = factors }
            : new Trainer(networks, Loss, Optimizer) { RateFactors = factors };
    }

    // The embedding has the first two tensors, its weights and biases; the scales of the features follow, weights alone.
    private float[]? RateFactors(Network network)
    {
        bool isEmbedded = Bins > 0 || Frequencies > 0;
        if (!IsNeuralTangent && !isEmbedded && !LearnsFeatureScales)
            return null;
        float[] factors = IsNeuralTangent ? NeuralTangent.RateFactors(network, Optimizer) : [.. network.Layout.Tensors.Select(_ => 1f)];
        if (isEmbedded)
            factors.AsSpan(0, 2).Fill(Frequencies > 0 ? FrequencyRate : 0);
        if (LearnsFeatureScales)
            factors[isEmbedded ? 2 : 0] = FeatureScaleRate;
        return factors;
    }

    /// <summary>How the training of a member goes through the data.</summary>
    public TrainingOptions Options(Dataset? validation, int member = 0) => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        Accumulate = Accumulate,
        Schedule = Schedule,
        WeightDecaySchedule = WeightDecaySchedule,
        DropoutSchedule = DropoutSchedule,
        ValidationData = validation,
        Patience = Patience,
        LabelSmoothing = LabelSmoothing,
        Seed = SeedOf(member),
    };

    // Each of the networks that share the rest looks at its inputs in its own way. The units of an embedded number belong together,
    // and scales of their own would tear them apart.
    private Initializer FirstScales(FeatureEmbedding? embedding) =>
        Submodels > 1 && embedding is null ? Initializer.AroundOne(ScaleDeviation) : Initializer.Ones;

    private IEnumerable<Layer> Layers(int inputs, FeatureEmbedding? embedding)
    {
        Initializer? hidden = IsNeuralTangent ? Initializer.NeuralTangent : Initializer;
        if (embedding is not null)
            yield return embedding.Layer;

        if (Submodels > 1 || LearnsFeatureScales)
            yield return Layer.FeatureWise([.. Enumerable.Range(0, embedding?.Layer.Units ?? inputs)], Activation.Identity, FirstScales(embedding), bias: false);
        foreach (int units in Hidden)
            yield return Layer.Dense(units, Activation, hidden, dropout: Dropout);
        yield return Layer.Dense(Outputs, OutputActivation, IsNeuralTangent ? Initializer.Zeros : Initializer);
    }
}
