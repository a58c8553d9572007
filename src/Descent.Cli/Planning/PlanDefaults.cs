namespace Descent.Cli.Planning;

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
    int RowsBelow, string Size, int[] Hidden, float Dropout, float LearningRate, int BatchSize, int Epochs, float Validation, int? Patience);

/// <summary>Everything that is chosen where the user says nothing, in one place.</summary>
internal static class PlanDefaults
{
    public const int Seed = 42;
    public const string Activation = "relu";
    public const string Optimizer = "adam";
    public const string Schedule = "cosine";

    /// <summary>The rates of plain gradient descent, which the sizes of gradients rule and not those of the data.</summary>
    public const float SgdLearningRate = 0.1f;
    public const float SgdLearningRateWithMomentum = 0.02f;

    /// <summary>What is held back when patience is asked for and the preset holds nothing back.</summary>
    public const float ValidationForPatience = 0.1f;

    private static readonly Preset[] Classification =
    [
        //  rows below     size           hidden      dropout  rate   batch  epochs  validation  patience
        new(      2_000, "few",        [512, 256],   0.5f,   2e-3f,    32,    60,     0,        null),
        new(     20_000, "not many",   [256, 128],   0.2f,   2e-3f,    64,    60,     0.1f,     10),
        new(    200_000, "many",       [256, 128],   0.1f,   1e-3f,   128,    30,     0.1f,     5),
        new(int.MaxValue, "very many", [256, 128],   0,      1e-3f,   256,    15,     0.05f,    3),
    ];

    private static readonly Preset[] Regression =
    [
        //  rows below     size           hidden      dropout  rate   batch  epochs  validation  patience
        new(      2_000, "few",        [256, 128],   0,      2e-3f,    32,    60,     0,        null),
        new(     20_000, "not many",   [256, 128],   0,      2e-3f,    64,    60,     0.1f,     10),
        new(    200_000, "many",       [256, 128],   0,      1e-3f,   128,    30,     0.1f,     5),
        new(int.MaxValue, "very many", [256, 128],   0,      1e-3f,   256,    15,     0.05f,    3),
    ];

    public static Preset For(bool isClassification, int rows) => (isClassification ? Classification : Regression).First(preset => rows < preset.RowsBelow);
}
