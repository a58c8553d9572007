using Descent.Data;
using Descent.Training;

namespace Descent.Tabular;

/// <summary>The optimizer with its settings.</summary>
internal static class OptimizerChoice
{
    /// <summary>The optimizer that was asked for, or the one that has the settings asked for.</summary>
    /// <exception cref="ArgumentException">A setting belongs to another optimizer.</exception>
    public static Optimizer For(TableTrainerOptions settings, Preset preset)
    {
        bool wantsMomentum = settings.Momentum is not null || settings.Nesterov;
        Optimizer optimizer = Optimizer.Create(settings.Optimizer ?? (wantsMomentum ? "sgd" : PlanDefaults.Optimizer));
        if (wantsMomentum && optimizer is not Sgd)
        {
            string option = settings.Momentum is not null ? "momentum" : "Nesterov's look ahead";
            throw new ArgumentException($"{option} is for sgd, and the optimizer is {optimizer.Name}, which has its own moments; leave it out or choose sgd");
        }

        if (settings.Nesterov && settings.Momentum is null or 0)
            throw new ArgumentException("Nesterov's look ahead needs a momentum; give a momentum of 0.9 too");

        return optimizer switch
        {
            Sgd sgd => sgd with
            {
                LearningRate = settings.LearningRate
                    ?? (settings.Momentum > 0 ? PlanDefaults.SgdLearningRateWithMomentum : PlanDefaults.SgdLearningRate),
                Momentum = settings.Momentum ?? 0,
                Nesterov = settings.Nesterov,
                WeightDecay = settings.WeightDecay ?? sgd.WeightDecay,
            },
            AdaptiveMoments adaptive => adaptive with
            {
                LearningRate = settings.LearningRate ?? preset.LearningRate,
                WeightDecay = settings.WeightDecay ?? adaptive.WeightDecay,
                Beta2 = preset.IsNeuralTangent ? PlanDefaults.NeuralTangentBeta2 : adaptive.Beta2,
            },
            _ => optimizer with { LearningRate = settings.LearningRate ?? preset.LearningRate },
        };
    }

    /// <summary>The optimizer of a plan with those settings that are not its usual ones, without the learning rate.</summary>
    public static string Describe(TrainingPlan plan)
    {
        Optimizer optimizer = plan.Optimizer;
        string text = optimizer.Name;
        if (optimizer is Sgd { Momentum: > 0 } sgd)
            text += $", {(sgd.Nesterov ? "Nesterov " : "")}momentum {NumberText.Exact(sgd.Momentum)}";
        if (optimizer.WeightDecay > 0)
            text += $", weight decay {NumberText.Exact(optimizer.WeightDecay)}";
        return plan.WeightDecaySchedule == Schedule.Constant ? text : $"{text} ({plan.WeightDecaySchedule.Name})";
    }
}
