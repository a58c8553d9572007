using System.Globalization;

namespace Descent.Benchmarks.Scaling;

/// <summary>The cost of a training step at one point of a series.</summary>
/// <param name="Series">What is varied: width, depth, batch or threads.</param>
/// <param name="Network">The sizes of the layers.</param>
/// <param name="Value">The value of what is varied.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="BatchSize">Rows in a batch.</param>
/// <param name="MicrosecondsPerStep">The cost.</param>
/// <param name="Gigaflops">The speed of the matrix products.</param>
internal sealed record ScalingPoint(
    string Series, string Network, int Value, int Threads, int BatchSize, double MicrosecondsPerStep, double Gigaflops)
{
    public const string Header = "series,network,value,threads,batch,microsecondsPerStep,gigaflops";

    public string ToCsv() => string.Create(
        CultureInfo.InvariantCulture, $"{Series},{Network},{Value},{Threads},{BatchSize},{MicrosecondsPerStep:F2},{Gigaflops:F2}");

    public static ScalingPoint FromCsv(string line)
    {
        string[] cells = line.Split(',');
        return new ScalingPoint(
            cells[0], cells[1], Number(cells[2]), Number(cells[3]), Number(cells[4]),
            double.Parse(cells[5], CultureInfo.InvariantCulture), double.Parse(cells[6], CultureInfo.InvariantCulture));
    }

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
}
