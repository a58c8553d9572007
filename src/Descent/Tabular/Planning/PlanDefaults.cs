namespace Descent.Tabular;

/// <summary>What is chosen for data of some size.</summary>
/// <param name="RowsBelow">The training rows that it is for are fewer than this.</param>
/// <param name="Size">What to call so many rows.</param>
/// <param name="Hidden">Units of the hidden layers.</param>
/// <param name="Dropout">The dropout of the hidden layers.</param>
/// <param name="LearningRate">The rate of the adaptive optimizers.</param>
/// <param name="BatchSize">Rows in a mini-batch.</param>
/// <param name="Epochs">Epochs, at most where <paramref name="Patience"/> ends them.</param>
/// <param name="Validation">The share held back to measure the loss after each epoch.</param>
/// <param name="Patience">The epochs without a better loss there after which training ends; null: all epochs are run.</param>
internal sealed record Preset(
    int RowsBelow, string Size, int[] Hidden, float Dropout, float LearningRate, int BatchSize, int Epochs, float Validation, int? Patience)
{
    /// <summary>The activation of the hidden layers.</summary>
    public string Activation { get; init; } = PlanDefaults.Activation;

    /// <summary>Networks whose mean is the prediction, each with other rows held back.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Networks that share layers, in place of each of them.</summary>
    public int Submodels { get; init; } = 1;

    /// <summary>Bins of the piecewise-linear embedding of a feature; 0: none.</summary>
    public int Bins { get; init; }

    /// <summary>Whether each number that the first dense layer reads has a scale that is learned.</summary>
    public bool LearnsFeatureScales { get; init; }

    /// <summary>How features are scaled that do not share a scale.</summary>
    public FeatureScaling Scaling { get; init; } = FeatureScaling.Standardize;

    /// <summary>Whether layers begin and learn in the neural tangent parametrisation.</summary>
    public bool IsNeuralTangent { get; init; }
}

/// <summary>Everything that is chosen where the user says nothing, in one place; docs/quality.md has the measurements behind it.</summary>
internal static class PlanDefaults
{
    public const int Seed = 42;
    public const string Activation = "relu";
    public const string Optimizer = "adam";
    public const string Schedule = "cosine";

    /// <summary>The rates of plain gradient descent, which the sizes of gradients rule and not those of the data.</summary>
    public const float SgdLearningRate = 0.1f;
    public const float SgdLearningRateWithMomentum = 0.02f;

    /// <summary>The rate of the adaptive optimizers where a preset would use the neural tangent parametrisation and the user wants another.</summary>
    public const float UsualLearningRate = 2e-3f;

    /// <summary>β₂ of Adam in the neural tangent parametrisation, whose steps are large and few.</summary>
    public const float NeuralTangentBeta2 = 0.95f;

    /// <summary>Rows to train on below which there are few.</summary>
    public const int FewRows = 2_000;

    /// <summary>How far the scales of networks that share layers are from 1 when they begin: with few rows a fine boundary between classes suffers most.</summary>
    public const double ScaleDeviation = 1, ScaleDeviationOfFewRows = 0.5;

    /// <summary>What is held back when patience is asked for and the preset holds nothing back.</summary>
    public const float ValidationForPatience = 0.1f;

    private static readonly Preset[] FastClassification =
    [
        //  rows below     size           hidden      dropout  rate   batch  epochs  validation  patience
        new(    FewRows, "few",        [512, 256],   0.5f,   2e-3f,    32,    60,     0,        null),
        new(     20_000, "not many",   [256, 128],   0.2f,   2e-3f,    64,    60,     0.1f,     10),
        new(    200_000, "many",       [256, 128],   0.1f,   1e-3f,   128,    30,     0.1f,     5),
        new(int.MaxValue, "very many", [256, 128],   0,      1e-3f,   256,    15,     0.05f,    3),
    ];

    private static readonly Preset[] FastRegression =
    [
        //  rows below     size           hidden      dropout  rate   batch  epochs  validation  patience
        new(    FewRows, "few",        [256, 128],   0,      2e-3f,    32,    60,     0,        null),
        new(     20_000, "not many",   [256, 128],   0,      2e-3f,    64,    60,     0.1f,     10),
        new(    200_000, "many",       [256, 128],   0,      1e-3f,   128,    30,     0.1f,     5),
        new(int.MaxValue, "very many", [256, 128],   0,      1e-3f,   256,    15,     0.05f,    3),
    ];

    private static readonly Preset[] TableClassification =
    [
        //  rows below     size           hidden      dropout  batch  epochs  validation  patience
        Table(  FewRows, "few",        [256, 128],   0.2f,      32,    60,     0.15f,    30, members: 8),
        Table(    8_000, "not many",   [256, 128],   0.2f,      64,    50,     0.15f,    15, members: 6),
        Table(   30_000, "not many",   [256, 128],   0.1f,     128,    50,     0.1f,     10, members: 6),
        Table(  100_000, "many",       [256, 128],   0.1f,     128,    40,     0.1f,     10, members: 4),
        Table(int.MaxValue, "very many", [256, 128], 0,        256,    12,     0.05f,    3,  members: 1),
    ];

    private static readonly Preset[] TableRegression =
    [
        //  rows below     size           hidden      dropout  batch  epochs  validation  patience
        Table(  FewRows, "few",        [256, 128],   0,         32,    60,     0.12f,    30, members: 8, bins: 16, learnsScales: false),
        Table(    8_000, "not many",   [256, 128],   0,         64,    50,     0.12f,    15, members: 4, submodels: 4, bins: 16),
        Table(   30_000, "not many",   [256, 128],   0,        128,    40,     0.1f,     10, members: 2, submodels: 4, bins: 16),
        Table(  100_000, "many",       [256, 128],   0,        256,    40,     0.1f,     10, members: 2, submodels: 4, bins: 16),
        Table(int.MaxValue, "very many", [256, 128], 0,        256,    12,     0.05f,    3,  members: 1, bins: 16),
    ];

    /// <summary>The best preset trains so many times as many networks, at least this many.</summary>
    private const int MembersFactorOfBest = 3;
    private const int FewestMembersOfBest = 8;

    /// <summary>Columns beyond which a piecewise-linear embedding would be mostly noise, and slow.</summary>
    private const int MostEmbeddedColumns = 64;

    /// <summary>Networks of a table with more columns, which have nothing to gain by sharing layers.</summary>
    private const int MembersWithoutBins = 6;

    /// <summary>Rows for each column below which a learned scale learns which columns happened to suit these rows.</summary>
    private const int FewestRowsOfColumn = 2;

    public static Preset For(TablePreset name, bool isClassification, int rows, int columns)
    {
        Preset[] presets = name == TablePreset.Fast
            ? (isClassification ? FastClassification : FastRegression)
            : isClassification ? TableClassification : TableRegression;
        Preset preset = presets.First(preset => rows < preset.RowsBelow);
        if (name == TablePreset.Best)
            preset = preset with { Members = Math.Max(FewestMembersOfBest, MembersFactorOfBest * preset.Members) };
        if (rows < FewestRowsOfColumn * columns)
            preset = preset with { LearnsFeatureScales = false };
        if (columns <= MostEmbeddedColumns || preset.Bins == 0)
            return preset;
        // Without bins nothing else bounds outliers. Of more columns than rows none rules alone, and measurements keep their scale.
        return preset with
        {
            Bins = 0,
            Scaling = rows > columns ? FeatureScaling.Robust : FeatureScaling.Standardize,
            Members = preset.Submodels > 1 ? MembersWithoutBins : preset.Members,
            Submodels = 1,
        };
    }

    private static Preset Table(
        int rowsBelow, string size, int[] hidden, float dropout, int batchSize, int epochs, float validation, int patience, int members, int submodels = 1, int bins = 0, bool learnsScales = true) =>
        new(rowsBelow, size, hidden, dropout, 0.04f, batchSize, epochs, validation, patience)
        {
            Activation = "mish",
            Members = members,
            Submodels = submodels,
            Bins = bins,
            IsNeuralTangent = true,
            LearnsFeatureScales = learnsScales,
            // A piecewise-linear embedding bounds outliers by itself, and is fitted better to what is not bent before.
            Scaling = bins > 0 ? FeatureScaling.Standardize : FeatureScaling.Robust,
        };
}
