using Descent.Models;

namespace Descent.Tabular;

/// <summary>The linear model that others are compared with.</summary>
internal static class LinearModel
{
    /// <summary>What it is called.</summary>
    public const string Name = "linear model";

    /// <summary>Trains it on the rows that are learned from.</summary>
    public static Model Fit(TableTrainerOptions options, PreparedTable prepared)
    {
        var fit = new PlanFit(LinearPlan.For(options, prepared.Train), prepared.Train, prepared.Pipeline, prepared.Rule, options.Threads);
        return fit.Run(TableProgress.None, new TurnCounter(1), null, CancellationToken.None).ToModel(prepared.Train, prepared.Pipeline);
    }
}
