using System.Globalization;
using Descent.Cli.Bench;

namespace Descent.Benchmarks.Compare;

/// <summary>The tables of a comparison in Markdown: what <c>docs/performance.md</c> shows.</summary>
internal static class ComparisonText
{
    public static void Write(ComparisonResults results, TextWriter output)
    {
        output.WriteLine(Text($"{results.Date:yyyy-MM-dd}, {results.Machine.Processor}, {results.Machine.System}, {results.Machine.Runtime}"));
        output.WriteLine(string.Join(", ", results.Versions));
        output.WriteLine(Text($"peak: {string.Join(" and ", results.PeakGflops.Select(peak => Text($"{peak} GFLOP/s")))} on one and two threads"));
        output.WriteLine();
        WriteTrainings(results, output);
        output.WriteLine();
        WritePredictions(results, output);
    }

    private static void WriteTrainings(ComparisonResults results, TextWriter output)
    {
        output.WriteLine("| Workload | Descent | of peak | PyTorch | ratio | at least | C + OpenBLAS | ratio | at least | scikit-learn | ratio |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (Target target in Target.All)
        {
            if (results.BestTraining(Contestants.Descent, target.Workload, target.Optimizer) is not { } ours)
                continue;
            Workload workload = WorkloadTable.Training.First(w => w.Name == target.Workload && w.Optimizer.Name == target.Optimizer);
            double share = workload.FlopsPerStep / ours.Microseconds / 1e3 / results.PeakGflops[ours.Threads - 1];
            output.WriteLine(string.Join(" | ",
                $"| {target.Workload}, {OptimizerText(target.Optimizer)}",
                Time(ours),
                Text($"{share:P0}").Replace(" ", "", StringComparison.Ordinal),
                Against(Contestants.Torch, target.OfTorch),
                Against(Contestants.OpenBlas, target.OfOpenBlas),
                Against(Contestants.SciKit, null)) + " |");

            string Against(string peer, double? atLeast) =>
                Versus(ours, results.BestTraining(peer, target.Workload, target.Optimizer), atLeast);
        }
    }

    private static void WritePredictions(ComparisonResults results, TextWriter output)
    {
        output.WriteLine("| Prediction | Descent | ONNX Runtime | ratio |");
        output.WriteLine("|---|--:|--:|--:|");
        foreach (Workload workload in WorkloadTable.Prediction)
        {
            foreach (int rows in WorkloadTable.PredictionRows)
            {
                // One row never uses more than one of our threads; many rows are compared on all threads of both.
                int all = results.Figures.Max(figure => figure.Threads);
                if (results.Prediction(Contestants.Descent, workload.Name, rows, rows == 1 ? 1 : all) is not { } ours)
                    continue;
                Figure? onnx = results.Prediction(Contestants.Onnx, workload.Name, rows, rows == 1 ? null : all);
                output.WriteLine(Text($"| {workload.Name}, {rows:N0} {(rows == 1 ? "row" : "rows")} | {Time(ours)} | {Versus(ours, onnx, null)} |"));
            }
        }

        output.WriteLine();
        output.WriteLine(Text($"reading the weights of image once: {results.ImageWeightsReadMicroseconds} µs"));
    }

    private static string Versus(Figure ours, Figure? theirs, double? atLeast)
    {
        string target = atLeast is { } least ? Text($" | {least}×") : "";
        if (theirs is null)
            return "– | –" + target;
        double ratio = theirs.Microseconds / ours.Microseconds;
        string text = ratio >= 10 ? Text($"{ratio:F0}×") : Text($"{ratio:F2}×");
        return $"{Time(theirs)} | {(ratio >= atLeast ? $"**{text}**" : text)}{target}";
    }

    /// <summary>The time with the number of threads that was the better one.</summary>
    private static string Time(Figure figure) => figure.Microseconds switch
    {
        >= 10_000 => Text($"{figure.Microseconds / 1000:F1} ms ({figure.Threads})"),
        >= 1000 => Text($"{figure.Microseconds / 1000:F2} ms ({figure.Threads})"),
        >= 100 => Text($"{figure.Microseconds:F0} µs ({figure.Threads})"),
        _ => Text($"{figure.Microseconds:F2} µs ({figure.Threads})"),
    };

    private static string OptimizerText(string optimizer) => optimizer == "sgd" ? "SGD" : "Adam";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
