using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Data;
using Descent.Tabular;
using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>Says what is trained and why these settings.</summary>
internal static class PlanReport
{
    public static void Write(TextWriter writer, Ink ink, TrainingInput input, TableTraining training)
    {
        Paragraph.Write(writer, ink, "Data", Rows(input, training));
        Paragraph.Write(writer, ink, "Columns", ColumnText.Of(training.Tables.Prepared.Pipeline));
        Paragraph.Write(writer, ink, "Task", training.Tables.Task.Reason);
        Paragraph.Write(writer, ink, "Network", NetworkText.Of(training.Networks, training.Plan.Members));
        Paragraph.Write(writer, ink, "Training", Training(training.Plan));
        if (training.Plan.Reasons.Count > 0)
            Paragraph.Write(writer, ink, "Why", string.Join("; ", training.Plan.Reasons));
    }

    private static string Rows(TrainingInput input, TableTraining training)
    {
        string validation = training.ValidationRows > 0 ? $", {NumberText.Whole(training.ValidationRows)} to stop by" : "";
        string test = training.Tables.Test is not { Data.Rows: var rows } ? ""
            : input.TestKind == "held-back" ? $", {NumberText.Whole(rows)} held back to measure on"
            : $", {NumberText.Whole(rows)} to measure on";
        string folds = training.Folds is { Count: var count } ? $", each measured on in one of {count} folds" : "";
        return $"{NameText.Short(DataSource.Name(input.Data), 40)}: {NumberText.Count(training.TrainRows, "row")} to train on{validation}{test}{folds}";
    }

    /// <summary>How it is trained, in a line.</summary>
    public static string Training(TrainingPlan plan)
    {
        string accumulate = plan.Accumulate > 1 ? $", {plan.Accumulate} of them for an update" : "";
        string patience = plan.Patience is { } epochs ? $", fewer if {NumberText.Count(epochs, "epoch")} bring no progress" : "";
        string initial = plan.Initializer is { } rule ? $"; weights begin by {rule.Name}" : "";
        string tangent = plan.IsNeuralTangent ? " in the neural tangent parametrisation" : "";
        string dropout = plan.DropoutSchedule == Schedule.Constant ? "" : $"; dropout {NumberText.Exact(plan.Dropout)} ({plan.DropoutSchedule.Name})";
        return $"{OptimizerChoice.Describe(plan)}{tangent}, learning rate {NumberText.Exact(plan.Optimizer.LearningRate)} ({plan.Schedule.Name}); "
            + $"batches of {NumberText.Whole(plan.BatchSize)}{accumulate}; {NumberText.Count(plan.Epochs, "epoch")}{patience}; loss {plan.Loss.Name}{dropout}{initial}; seed {plan.Seed}";
    }
}
