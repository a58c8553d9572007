using Descent.Data;

namespace Descent.Tabular;

/// <summary>How the linear model is trained that others are compared with: logistic or linear regression by the same engine.</summary>
internal static class LinearPlan
{
    private const float LearningRate = 0.02f;
    private const int Updates = 3000;
    private const int FewestEpochs = 10;
    private const int MostEpochs = 300;

    /// <summary>The plan for some rows; long enough to settle, with a little decay of the weights.</summary>
    public static TrainingPlan For(TableTrainerOptions options, Dataset train)
    {
        TrainingPlan plan = TrainingPlanner.Plan(
            new TableTrainerOptions { Hidden = [], Preset = TablePreset.Fast, Optimizer = "adamw", LearningRate = LearningRate, Loss = options.Loss, Seed = options.Seed }, train);
        int batches = (train.Rows + plan.BatchSize - 1) / plan.BatchSize;
        return plan with { Epochs = Math.Clamp(Updates / batches, FewestEpochs, MostEpochs) };
    }
}
