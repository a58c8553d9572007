using System.Globalization;
using System.Runtime.InteropServices;
using Descent.Cli.Calls;
using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Cli.Sessions;
using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;
using Descent.Tabular;
using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>How a training or an evaluation becomes the content of a page.</summary>
internal sealed partial record ReportContent
{
    private const string HeldBack = "each row is predicted by those of the networks that had held it back, and chosen by, so it may look a little better or worse than it is";
    private const string CrossValidated = "each row is predicted by a model that learned from the other folds";

    /// <summary>What came of a training.</summary>
    /// <param name="input">What was read.</param>
    /// <param name="training">What was decided.</param>
    /// <param name="result">What it made, measured.</param>
    /// <param name="command">The call.</param>
    public static ReportContent Of(TrainingInput input, TableTraining training, TableTrainingResult result, string command)
    {
        Model model = result.Model;
        PreparedTable prepared = training.Tables.Prepared;
        Predicted predicted = Predicted.Of(training, result, input);
        (Table measured, int[] rows) = training.Tables.Test is { } test && result.Test is not null
            ? (test.Table, Enumerable.Range(0, test.Table.Rows).ToArray())
            : (training.Folds!.Table, result.CrossValidation!.Predictions.Rows);
        PermutationImportance? importance = result.Importance ?? result.CrossValidation?.Importance;
        string learned = training.ValidationRows > 0 ? "train and validation" : "train";
        return new ReportContent
        {
            Data = DataSource.Name(input.Data),
            Target = model.TargetName,
            Task = model.Task,
            Classes = model.Classes,
            Features = model.FeatureNames.Count,
            Parts = [.. PartsOf(result)],
            Predictions = ReportRows.Predictions(predicted),
            Baselines = [.. BaselinesOf(Comparison.Of(result))],
            Folds = result.CrossValidation?.Folds ?? [],
            Importance = [.. importance?.Columns.Select(column => new ReportImportance(column.Column, column.Worsening, column.StandardDeviation ?? 0)) ?? []],
            ImportanceMetric = importance?.Metric,
            ImportanceFolds = importance?.Folds ?? 1,
            Warnings = result.Warnings,
            Findings = result.Findings,
            IsDiagnosed = true,
            Mistakes = ReportRows.Mistakes(predicted, measured, rows),
            CellNames = ReportRows.CellNames(measured),
            Columns = ReportColumns.Of(prepared.Pipeline, prepared.Table, prepared.TrainRows),
            ColumnCount = prepared.Pipeline.Columns.Count,
            LeftOut = prepared.Pipeline.LeftOut,
            Targets = [ReportRows.Target(learned, prepared.Train), .. training.Tables.Test is { Data: var held } ? [ReportRows.Target("test", held)] : Array.Empty<ReportTarget>()],
            Choices =
            [
                new("Task", training.Tables.Task.Reason),
                new("Columns", ColumnText.Of(prepared.Pipeline)),
                new("Network", NetworkText.Of(model.Ensemble)),
                new("Training", PlanReport.Training(training.Plan)),
            ],
            Reasons = result.Reasons,
            Layers = LayersOf(model.Network),
            Learning = new ReportLearning(
                result.Networks[0].History, result.Networks[0].BestEpoch, training.Plan.Loss.Name, Ending(result.Networks[0], training.Plan.Epochs, result.Networks.Count))
            {
                Others = [.. result.Networks.Skip(1).Select(network => network.History)],
            },
            Command = command,
            Origin = [.. Versions(), new("Seed", training.Plan.Seed.ToString(CultureInfo.InvariantCulture)), Parameters(model), new("SHA-256 of the data", model.Training!.DataSha256, IsCode: true)],
        };
    }

    /// <summary>What a model is worth on some data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="predicted">The rows with their predictions.</param>
    /// <param name="beside">What they are compared with, and how far they may be off.</param>
    /// <param name="table">Where the rows come from.</param>
    /// <param name="rows">The index of each row in the table, [rows].</param>
    /// <param name="warnings">What is odd about the data, in words.</param>
    /// <param name="command">The call.</param>
    public static ReportContent Of(Model model, Predicted predicted, Comparison beside, Table table, int[] rows, IReadOnlyList<string> warnings, string command) => new()
    {
        Data = DataSource.Name(predicted.Rows.Source),
        Target = model.TargetName,
        Task = model.Task,
        Classes = model.Classes,
        Features = model.FeatureNames.Count,
        Parts = [new ReportPart(predicted.Rows.Kind.Length == 0 ? "all" : predicted.Rows.Kind, predicted.Metrics) { Intervals = beside.Intervals }],
        Predictions = ReportRows.Predictions(predicted),
        Baselines = [.. BaselinesOf(beside)],
        Warnings = warnings,
        Mistakes = ReportRows.Mistakes(predicted, table, rows),
        CellNames = ReportRows.CellNames(table),
        Columns = model.Pipeline is { } pipeline ? ReportColumns.Of(pipeline, table, rows) : [],
        ColumnCount = model.Pipeline?.Columns.Count ?? 0,
        LeftOut = model.Pipeline?.LeftOut ?? [],
        Targets = [ReportRows.Target("measured", predicted.Rows.Data)],
        Choices = [new("Network", NetworkText.Of(model.Ensemble))],
        Layers = LayersOf(model.Network),
        Command = command,
        Origin = [.. Versions(), Parameters(model), new("SHA-256 of the data", DataFingerprint.Of(predicted.Rows.Data), IsCode: true)],
    };

    // The last part is the one that counts: without test rows the rows of the cross-validation.
    private static IEnumerable<ReportPart> PartsOf(TableTrainingResult result)
    {
        foreach (MeasuredPart part in result.Parts)
        {
            yield return new ReportPart(part.Part, part.Metrics)
            {
                Note = part.Part == MeasuredPart.Validation && result.Networks.Count > 1 ? HeldBack : "",
                Intervals = part.Part == MeasuredPart.Test ? Comparison.Of(result.TestIntervals).Intervals : new Dictionary<Metric, Interval>(),
            };
        }

        if (result is { Test: null, CrossValidation: { } folds })
            yield return new ReportPart("cross-validated", folds.Pooled) { Note = CrossValidated };
    }

    private static IEnumerable<ReportBaseline> BaselinesOf(Comparison beside)
    {
        if (beside.Constant is { } constant)
            yield return new ReportBaseline($"always saying {NameText.Short(constant.Answer)}", constant.Metrics);
        if (beside.Linear is { } linear)
            yield return new ReportBaseline("a linear model", linear.Metrics);
    }

    private static ReportLayer[] LayersOf(Network network) =>
    [
        .. network.Layers.Select((layer, l) => new ReportLayer(
            l == network.Layers.Count - 1 ? "output" : $"hidden {l + 1}",
            network.InputsOf(l), layer.Units, $"{layer.Activation}{(layer.Sources is null ? "" : ", feature-wise")}", layer.Dropout,
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
