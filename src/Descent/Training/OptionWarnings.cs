using Descent.Data;

namespace Descent.Training;

/// <summary>Options that have nothing to act on.</summary>
internal static class OptionWarnings
{
    public static IEnumerable<string> For(TrainingOptions options, Trainer trainer, Dataset? validation)
    {
        if (options.Patience is not null && validation is null)
            yield return "Patience has no effect without validation rows. Hold some back with Validation, or give them as ValidationData.";
        if (options.DropoutSchedule != Schedule.Constant && trainer.Network.Layers.All(layer => layer.Dropout == 0))
            yield return "DropoutSchedule has no effect: no layer of the network has dropout. Give a layer some, or leave the schedule out.";
        if (options.WeightDecaySchedule != Schedule.Constant && trainer.Optimizer.WeightDecay == 0)
            yield return "WeightDecaySchedule has no effect: the optimizer has no weight decay. Give it some, or leave the schedule out.";
    }
}
