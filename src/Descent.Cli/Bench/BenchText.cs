using System.Globalization;

namespace Descent.Cli.Bench;

/// <summary>A report as plain text in columns.</summary>
internal static class BenchText
{
    public static void Write(BenchReport report, TextWriter output)
    {
        string threads = report.Threads == 1 ? "1 thread" : Text($"{report.Threads} threads");
        output.WriteLine(Text($"{threads}, measured peak of fused multiply-adds: {report.PeakGflops:F1} GFLOP/s"));
        output.WriteLine();
        output.WriteLine($"{"training",-11} {"optimizer",-9} {"samples/s",11} {"µs/step",11} {"GFLOP/s",8} {"of peak",8} {"bytes/step",11}");
        foreach (TrainingMeasurement t in report.Trainings)
        {
            output.WriteLine(Text(
                $"{t.Workload.Name,-11} {t.Workload.Optimizer.Name,-9} {t.SamplesPerSecond,11:N0} {t.MicrosecondsPerStep,11:N2} {t.Gigaflops,8:F1} {report.ShareOfPeak(t),8:P1} {t.AllocatedBytesPerStep,11:N0}"));
        }

        output.WriteLine();
        output.WriteLine($"{"prediction",-11} {"rows",9} {"µs",11} {"rows/s",11}");
        foreach (PredictionMeasurement p in report.Predictions)
            output.WriteLine(Text($"{p.Workload.Name,-11} {p.Rows,9:N0} {p.Microseconds,11:N2} {p.Rows / p.Seconds,11:N0}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
