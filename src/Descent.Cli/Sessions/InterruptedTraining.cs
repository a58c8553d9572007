using Descent.Data;
using Descent.Models;
using Descent.Tabular;
using Descent.Training;

namespace Descent.Cli.Sessions;

/// <summary>What there is of a training that was interrupted.</summary>
internal static class InterruptedTraining
{
    /// <summary>When it was, and what the model is: <c>in epoch 7 of 60; the best model so far, of epoch 5,</c>.</summary>
    public static string Describe(TrainingPlan plan, TableTrainingResult result)
    {
        TrainingResult first = result.Networks[0];
        int best = first.BestEpoch, networks = result.Networks.Count;
        return first.StopReason != StopReason.Cancelled && networks == plan.Members ? "while the model was measured; it"
            : first.StopReason != StopReason.Cancelled ? $"after {NumberText.Count(networks, "network")} of {plan.Members}; the model of {(networks == 1 ? "it" : "them")}"
            : best == 0 ? "in its first epoch; the model as it then was"
            : first.ValidationRows > 0 ? $"in epoch {first.History.Count + 1} of {plan.Epochs}; the best model so far, of epoch {best},"
            : $"in epoch {best + 1} of {plan.Epochs}; the model so far";
    }

    /// <summary>The result with what is measured in a moment: the model and a constant on the test rows. Null: there are no test rows.</summary>
    public static TableTrainingResult? Measured(TableTraining training, TableTrainingResult result)
    {
        if (training.Tables.Test is not { Data: var rows })
            return null;
        Model model = result.Model;
        string when = Describe(training.Plan, result);
        return result with
        {
            Parts = [new MeasuredPart(MeasuredPart.Test, model.Evaluate(rows))],
            Constant = Baseline.ConstantOf(model, rows),
            Warnings = [$"the training was interrupted {when} is what was measured here; other parts, intervals, importance and a linear model were not", .. result.Warnings],
        };
    }
}
