using Descent.Cli.Output;
using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;
using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>What is in a model, for people.</summary>
internal sealed class ModelReport(TextWriter writer, Ink ink)
{
    private const int MostColumns = 30;
    private const double UsualCoverage = 0.9;

    public void Write(Model model, string path, long bytes)
    {
        string version = model.Training is { } training ? $", trained by descent {NameText.Short(training.Version)}" : "";
        Line("Model", $"{path} ({NumberText.Bytes(bytes)}{version})");
        Line("Task", model.Task == TaskKind.Classification
            ? $"classification of {NameText.Short(model.TargetName)} into {NumberText.Count(model.Classes.Count, "class", "classes")}: {NameText.List(model.Classes)}"
            : $"regression of {NameText.Short(model.TargetName)}{Target(model.TargetScaler!)}");
        Line("Features", $"{NumberText.Whole(model.FeatureNames.Count)}: {NameText.List(model.FeatureNames)}");
        if (model.Pipeline is { } pipeline)
            Columns(pipeline);
        Line("Scaling", Scaling(model.FeatureScaler));
        if (model.Ensemble.Members.Count > 1)
            Line("Networks", Networks(model.Ensemble));
        if (model.Calibration is { } calibration)
            Calibrated(calibration, model.Task);
        Layers(model.Network);
        if (model.Training is { } record)
            Training(record);
        writer.WriteLine();
        Line("sha256", model.Ensemble.ParametersSha256());
    }

    private static string Networks(Ensemble ensemble)
    {
        int members = ensemble.Members.Count, independent = ensemble.IndependentMembers;
        string shared = independent == members ? "" : independent == 1 ? ", which share the layers between the first and the last"
            : $", of which each {members / independent} share the layers between the first and the last";
        return $"{members} of the shape below{shared}, with {NumberText.Whole(ensemble.ParameterCount)} parameters; the mean of their outputs is the prediction";
    }

    private void Calibrated(PredictionCalibration calibration, TaskKind task)
    {
        if (calibration.Temperature is not 1 and var temperature)
            Line("Calibrated", $"by temperature {NumberText.Short(temperature)}: p becomes p^(1/{NumberText.Short(temperature)}), divided by the sum over the classes, which makes probabilities {(temperature > 1 ? "less sure" : "surer")}");
        if (calibration.Scores is not { } scores)
            return;
        string off = scores.Rows < ConformalScores.RowsFor(UsualCoverage) || scores.Columns > 1 ? ""
            : task == TaskKind.Regression ? $"; nine in ten are off by at most {NumberText.Short(scores.Quantile(UsualCoverage))}"
            : $"; nine in ten actual classes have a probability of at least {NumberText.Short(1 - scores.Quantile(UsualCoverage))}";
        Line("Errors", $"known of {NumberText.Count(scores.Rows, "held-back row")}{off} (predict --interval)");
    }

    private void Columns(TablePipeline pipeline)
    {
        Line("Columns", ColumnText.Of(pipeline));
        if (pipeline.Columns.All(column => column.Kind == ColumnKind.Numeric))
            return;
        foreach (ColumnEncoder column in pipeline.Columns.Take(MostColumns))
            Line("", $"{NameText.Short(column.Name)}: {NameText.Short(column.Description, 200)}");
        if (pipeline.Columns.Count > MostColumns)
            Line("", $"and {NumberText.Whole(pipeline.Columns.Count - MostColumns)} more (--json shows all)");
    }

    private void Layers(Network network)
    {
        writer.WriteLine();
        var table = new TextTable(false, true, false, true, false, true);
        string[] headings = ["layer", "shape", "activation", "dropout", "began by", "parameters"];
        table.Add([.. headings.Select(heading => new TableCell(heading, ink.Faint))]);
        for (int l = 0; l < network.Layers.Count; l++)
        {
            Layer layer = network.Layers[l];
            ParameterTensor weights = network.Layout.Weights(l);
            table.Add(
                l == network.Layers.Count - 1 ? "output" : $"hidden {l + 1}",
                $"{network.InputsOf(l)} → {layer.Units}{(layer.Sources is null ? "" : ", feature-wise")}",
                $"{layer.Activation}",
                layer.Dropout > 0 ? NumberText.Exact(layer.Dropout) : "-",
                layer.Initializer.Name,
                NumberText.Whole(weights.Count + (network.Layout.Biases(l)?.Count ?? 0)));
        }

        table.Add("", "", "", "", "total", new(NumberText.Whole(network.Layout.Count), ink.Strong));
        table.WriteTo(writer);
    }

    private void Training(TrainingRecord record)
    {
        writer.WriteLine();
        string validation = record.ValidationRows > 0 ? $", {NumberText.Whole(record.ValidationRows)} to stop by" : "";
        Line("Trained on", $"{NameText.Short(record.Data, 40)}: {NumberText.Count(record.TrainRows, "row")}{validation}, {NumberText.Whole(record.TestRows)} to measure on");
        string accumulate = record.Accumulate > 1 ? $", {record.Accumulate} of them for an update" : "";
        string dropout = record.DropoutSchedule == Schedule.Constant.Name ? "" : $"; dropout {NameText.Short(record.DropoutSchedule)}";
        Line("By", $"{NameText.Short(record.Optimizer, 60)}, learning rate {NumberText.Exact(record.LearningRate)} ({NameText.Short(record.Schedule)}); "
            + $"batches of {NumberText.Whole(record.BatchSize)}{accumulate}; loss {NameText.Short(record.Loss, 40)}{dropout}; seed {record.Seed}");
        Line("Epochs", $"{record.EpochsRun} of {record.Epochs} ({NameText.Short(record.StopReason)}), parameters of epoch {record.BestEpoch}");
        if (record.Metrics.Count > 0)
            Metrics(record.Metrics);
    }

    private void Metrics(IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> parts)
    {
        writer.WriteLine();
        var table = new TextTable([false, .. parts.Select(_ => true)]);
        table.Add([new(""), .. parts.Keys.Select(part => new TableCell(NameText.Short(part), ink.Faint))]);
        foreach (Metric metric in Metric.All.Where(metric => parts.Values.Any(part => part.ContainsKey(metric.Name))))
            table.Add([metric.Name, .. parts.Values.Select(part => (TableCell)(part.TryGetValue(metric.Name, out double value) ? metric.Format(value) : "-"))]);
        table.WriteTo(writer);
    }

    private static string Scaling(FeatureScaler scaler)
    {
        int constant = scaler.Scales.Count(0f);
        bool isIdentity = !scaler.Offsets.ContainsAnyExcept(0f) && !scaler.Scales.ContainsAnyExcept(1f);
        string ignored = constant == 0 ? "" : $"; {NumberText.Count(constant, "feature")} that never changed in training {(constant == 1 ? "is" : "are")} ignored";
        string bound = float.IsFinite(scaler.Bound) ? $", then x' / √(1 + (x'/{NumberText.Exact(scaler.Bound)})²)" : "";
        return isIdentity && bound.Length == 0 ? "none: the network sees features as they are" : $"x' = (x − offset) · scale for each feature{bound}{ignored}";
    }

    private static string Target(TargetScaler scaler)
    {
        string unbent = scaler.Transform switch
        {
            TargetTransform.Log => ", unbent from its logarithm",
            TargetTransform.YeoJohnson => $", unbent by the Yeo–Johnson transform of power {NumberText.Short(scaler.Powers[0])}",
            _ => "",
        };
        return scaler.Offsets[0] == 0 && scaler.Scales[0] == 1 && unbent.Length == 0
            ? ""
            : $"; the network's output times {NumberText.Short(scaler.Scales[0])} plus {NumberText.Short(scaler.Offsets[0])}{unbent}";
    }

    private void Line(string label, string text) => Paragraph.Write(writer, ink, label, text);
}
