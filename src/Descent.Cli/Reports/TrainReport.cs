using Descent.Cli.Calls;
using Descent.Cli.Output;
using Descent.Cli.Progress;
using Descent.Cli.Sessions;
using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>What came of a training, for people.</summary>
internal sealed class TrainReport(TextWriter writer, Ink ink)
{
    private const int CurveWidth = 30;

    /// <summary>Writes everything behind the plan.</summary>
    /// <param name="outcome">What the training made.</param>
    /// <param name="path">Where the model is.</param>
    /// <param name="data">DATA as the call names it.</param>
    public void Write(TrainingOutcome outcome, string path, string data)
    {
        Predicted test = Predicted.Of(outcome.Model, outcome.Data.Test, outcome.Parts[^1].Metrics);
        writer.WriteLine();
        Learning(outcome.Result, outcome.Model.Ensemble.Members.Count);
        new MetricsReport(writer, ink).Write(outcome.Model, test, outcome.Parts, Baseline.Of(outcome.Data.Train, test.Rows.Data));
        FindingsReport.Write(writer, ink, outcome.Findings);

        writer.WriteLine();
        Paragraph.Write(writer, ink, "Model", $"{path} ({NumberText.Bytes(new FileInfo(path).Length)})");
        Paragraph.Write(writer, ink, "sha256", outcome.Model.Ensemble.ParametersSha256());
        string[] next =
        [
            $"descent predict {path} {data}",
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

    private void Learning(TrainingResult result, int members)
    {
        IReadOnlyList<EpochReport> history = result.History;
        string curve = Curve([.. history.Select(epoch => epoch.TrainLoss)]);
        Paragraph.Write(writer, ink, "Learning", $"loss {curve} in {NumberText.Count(history.Count, "epoch")}, {NumberText.Duration(result.Elapsed)}{(members > 1 ? $" for all; shown is the first of {members} networks" : "")}");
        if (result.ValidationRows == 0)
            return;

        string held = Curve([.. history.Select(epoch => epoch.ValidationLoss!.Value)]);
        string stopped = result.StopReason == StopReason.EarlyStopping ? ", then no better" : "";
        Paragraph.Write(writer, ink, "", $"held back {held}; best after epoch {result.BestEpoch}{stopped}");
    }

    private static string Curve(double[] losses) => losses.Length > 1
        ? $"{EpochText.Loss(losses[0])} {Sparkline.Of(losses, CurveWidth)} {EpochText.Loss(losses[^1])}"
        : EpochText.Loss(losses[0]);
}
