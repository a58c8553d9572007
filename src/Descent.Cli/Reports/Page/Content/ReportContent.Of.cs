using System.Globalization;
using System.Runtime.InteropServices;
using Descent.Cli.Calls;
using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Cli.Sessions;
using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>How a training or an evaluation becomes the content of a page.</summary>
internal sealed partial record ReportContent
{
    private const string HeldBack = "each row is predicted by those of the networks that had held it back, and chosen by, so it may look a little better or worse than it is";

    /// <summary>What came of a training.</summary>
    /// <param name="outcome">The training, measured.</param>
    /// <param name="warnings">What is odd about the data or the network, in words.</param>
    /// <param name="command">The call.</param>
    public static ReportContent Of(TrainingOutcome outcome, IReadOnlyList<string> warnings, string command)
    {
        TrainingData data = outcome.Data;
        Model model = outcome.Model;
        Predicted predicted = Predicted.Of(model, data.Test, outcome.Parts[^1].Metrics);
        string learned = outcome.Result.ValidationRows > 0 ? "train and validation" : "train";
        return new ReportContent
        {
            Data = data.Name,
            Target = model.TargetName,
            Task = model.Task,
            Classes = model.Classes,
            Features = model.FeatureNames.Count,
            Parts = [.. outcome.Parts.Select(part => new ReportPart(part.Part, part.Metrics) { Note = part.Part == "validation" && model.Ensemble.Members.Count > 1 ? HeldBack : "" })],
            Predictions = ReportRows.Predictions(predicted),
            Baselines = [ReportRows.Constant(data.Train, data.Test.Data)],
            Warnings = warnings,
            Findings = outcome.Findings,
            IsDiagnosed = true,
            Mistakes = ReportRows.Mistakes(predicted, data.TestTable, data.TestTableRows),
            CellNames = ReportRows.CellNames(data.TestTable),
            Columns = ReportColumns.Of(data.Pipeline, data.Table, data.TrainTableRows),
            ColumnCount = data.Pipeline.Columns.Count,
            LeftOut = data.Pipeline.LeftOut,
            Targets = [ReportRows.Target(learned, data.Train), ReportRows.Target("test", data.Test.Data)],
            Choices =
            [
                new("Task", data.TaskReason),
                new("Columns", ColumnText.Of(data.Pipeline)),
                new("Network", NetworkText.Of(model.Network, model.Ensemble.Members.Count)),
                new("Training", PlanReport.Training(outcome.Plan)),
            ],
            Reasons = outcome.Plan.Reasons,
            Layers = LayersOf(model.Network),
            Learning = new ReportLearning(outcome.Result.History, outcome.Result.BestEpoch, outcome.Plan.Loss.Name, Ending(outcome.Result, outcome.Plan.Epochs, model.Ensemble.Members.Count)),
            Command = command,
            Origin = [.. Versions(), new("Seed", outcome.Plan.Seed.ToString(CultureInfo.InvariantCulture)), Parameters(model), new("SHA-256 of the data", model.Training!.DataSha256, IsCode: true)],
        };
    }

    /// <summary>What a model is worth on some data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="predicted">The rows with their predictions.</param>
    /// <param name="table">Where the rows come from.</param>
    /// <param name="rows">The index of each row in the table, [rows].</param>
    /// <param name="warnings">What is odd about the data, in words.</param>
    /// <param name="command">The call.</param>
    public static ReportContent Of(Model model, Predicted predicted, Table table, int[] rows, IReadOnlyList<string> warnings, string command) => new()
    {
        Data = DataSource.Name(predicted.Rows.Source),
        Target = model.TargetName,
        Task = model.Task,
        Classes = model.Classes,
        Features = model.FeatureNames.Count,
        Parts = [new ReportPart(predicted.Rows.Kind.Length == 0 ? "all" : predicted.Rows.Kind, predicted.Metrics)],
        Predictions = ReportRows.Predictions(predicted),
        Warnings = warnings,
        Mistakes = ReportRows.Mistakes(predicted, table, rows),
        CellNames = ReportRows.CellNames(table),
        Columns = model.Pipeline is { } pipeline ? ReportColumns.Of(pipeline, table, rows) : [],
        ColumnCount = model.Pipeline?.Columns.Count ?? 0,
        LeftOut = model.Pipeline?.LeftOut ?? [],
        Targets = [ReportRows.Target("measured", predicted.Rows.Data)],
        Choices = [new("Network", NetworkText.Of(model.Network, model.Ensemble.Members.Count))],
        Layers = LayersOf(model.Network),
        Command = command,
        Origin = [.. Versions(), Parameters(model), new("SHA-256 of the data", DataFingerprint.Of(predicted.Rows.Data), IsCode: true)],
    };

    private static ReportLayer[] LayersOf(Network network) =>
    [
        .. network.Layers.Select((layer, l) => new ReportLayer(
            l == network.Layers.Count - 1 ? "output" : $"hidden {l + 1}",
            network.Layout.Weights(l).Rows, layer.Units, $"{layer.Activation}", layer.Dropout,
            network.Layout.Weights(l).Count + (network.Layout.Biases(l)?.Count ?? 0))),
    ];

    private static string Ending(TrainingResult result, int planned, int members)
    {
        string epochs = $"{NumberText.Count(result.History.Count, "epoch")} of {NumberText.Whole(planned)}";
        string best = result.ValidationRows > 0 ? $"; the parameters are those of epoch {NumberText.Whole(result.BestEpoch)}, which was best on the rows held back" : "";
        string stopped = result.StopReason == StopReason.EarlyStopping ? ", then there was no more progress" : "";
        return $"{(members > 1 ? $"Shown is the first of {members} networks: " : "")}{epochs}{stopped}{best}.";
    }

    private static ReportFact[] Versions() =>
    [
        new("Program", $"descent {ProgramVersion.Text}"),
        new("Runtime", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}"),
    ];

    private static ReportFact Parameters(Model model) => new("SHA-256 of the parameters", model.Ensemble.ParametersSha256(), IsCode: true);
}
