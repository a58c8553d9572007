using Descent.Cli.Calls;
using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Cli.Progress;
using Descent.Cli.Sessions;
using Descent.Data;
using Descent.Tabular;
using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>What came of a training, for people.</summary>
internal sealed class TrainReport(TextWriter writer, Ink ink)
{
    private const int CurveWidth = 30;

    /// <summary>Writes everything behind the plan.</summary>
    /// <param name="input">What was read.</param>
    /// <param name="training">What was decided.</param>
    /// <param name="result">What the training made.</param>
    /// <param name="path">Where the model is.</param>
    public void Write(TrainingInput input, TableTraining training, TableTrainingResult result, string path)
    {
        Predicted test = Predicted.Of(training, result, input);
        writer.WriteLine();
        Learning(result);
        new MetricsReport(writer, ink).Write(result.Model, test, result.Parts, Comparison.Of(result));
        if ((result.Importance ?? result.CrossValidation?.Importance) is { } importance)
            ImportanceTable.Write(writer, ink, importance);
        FindingsReport.Write(writer, ink, result.Findings);

        writer.WriteLine();
        Paragraph.Write(writer, ink, "Model", $"{path} ({NumberText.Bytes(new FileInfo(path).Length)})");
        Paragraph.Write(writer, ink, "sha256", result.Model.Ensemble.ParametersSha256());
        string[] next =
        [
            $"descent predict {path} {input.Data}",
            $"descent explain {path} {test.Rows.Source} --row {Mistakes.Worst(test, 1).Select(row => test.Rows.Numbers[row]).FirstOrDefault(1)}",
            $"descent inspect {path}",
        ];
        writer.Write(ink.Faint("Next"));
        string start = "       ";
        foreach (string call in next)
        {
            writer.WriteLine(start + ink.Accent(call));
            start = "           ";
        }

        if (Invocation.CloneHint is { } hint)
            writer.WriteLine(start + ink.Faint(hint));
    }

    private void Learning(TableTrainingResult result)
    {
        TrainingResult first = result.Networks[0];
        IReadOnlyList<EpochReport> history = first.History;
        string curve = Curve([.. history.Select(epoch => epoch.TrainLoss)]);
        string networks = result.Networks.Count > 1 ? $" for all; shown is the first of {result.Networks.Count} networks" : "";
        Paragraph.Write(writer, ink, "Learning", $"loss {curve} in {NumberText.Count(history.Count, "epoch")}, {NumberText.Duration(result.Elapsed)}{networks}");
        if (first.ValidationRows == 0)
            return;

        string held = Curve([.. history.Select(epoch => epoch.ValidationLoss!.Value)]);
        string stopped = first.StopReason == StopReason.EarlyStopping ? ", then no better" : "";
        Paragraph.Write(writer, ink, "", $"held back {held}; best after epoch {first.BestEpoch}{stopped}");
    }

    private static string Curve(double[] losses) => losses.Length > 1
        ? $"{EpochText.Loss(losses[0])} {Sparkline.Of(losses, CurveWidth)} {EpochText.Loss(losses[^1])}"
        : EpochText.Loss(losses[0]);
}
