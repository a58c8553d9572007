using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Cli.Planning;
using Descent.Cli.Sessions;

namespace Descent.Cli.Reports;

/// <summary>Says what is trained and why these settings.</summary>
internal static class PlanReport
{
    public static void Write(TextWriter writer, Ink ink, TrainingData data, TrainingSession session)
    {
        Paragraph.Write(writer, ink, "Data", Rows(data, session));
        Paragraph.Write(writer, ink, "Columns", ColumnText.Of(data.Pipeline));
        Paragraph.Write(writer, ink, "Task", data.TaskReason);
        Paragraph.Write(writer, ink, "Network", NetworkText.Of(session.Network, session.Plan.Members));
        Paragraph.Write(writer, ink, "Training", Training(session.Plan));
        if (session.Plan.Reasons.Count > 0)
            Paragraph.Write(writer, ink, "Why", string.Join("; ", session.Plan.Reasons));
    }

    private static string Rows(TrainingData data, TrainingSession session)
    {
        string validation = session.ValidationRows > 0 ? $", {NumberText.Whole(session.ValidationRows)} to stop by" : "";
        string test = NumberText.Whole(data.Test.Data.Rows);
        string measured = data.Test.Kind == "held-back" ? $"{test} held back to measure on" : $"{test} to measure on";
        return $"{NameText.Short(data.Name, 40)}: {NumberText.Count(session.TrainRows, "row")} to train on{validation}, {measured}";
    }

    /// <summary>How it is trained, in a line.</summary>
    public static string Training(TrainingPlan plan)
    {
        string accumulate = plan.Accumulate > 1 ? $", {plan.Accumulate} of them for an update" : "";
        string patience = plan.Patience is { } epochs ? $", fewer if {NumberText.Count(epochs, "epoch")} bring no progress" : "";
        string initial = plan.Initializer is { } rule ? $"; weights begin by {rule.Name}" : "";
        string tangent = plan.IsNeuralTangent ? " in the neural tangent parametrisation" : "";
        return $"{OptimizerChoice.Describe(plan.Optimizer)}{tangent}, learning rate {NumberText.Exact(plan.Optimizer.LearningRate)} ({plan.Schedule.Name}); "
            + $"batches of {NumberText.Whole(plan.BatchSize)}{accumulate}; {NumberText.Count(plan.Epochs, "epoch")}{patience}; loss {plan.Loss.Name}{initial}; seed {plan.Seed}";
    }
}
