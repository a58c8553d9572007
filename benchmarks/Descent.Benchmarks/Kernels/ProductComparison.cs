using System.Diagnostics;
using System.Globalization;
using System.Text;
using Descent.Cli.Bench;
using Descent.Numerics;

namespace Descent.Benchmarks.Kernels;

/// <summary>Our products and those of OpenBLAS in turn, so that a slow moment of the machine hits both.</summary>
internal static class ProductComparison
{
    private const int Rounds = 9;
    private const double SecondsPerTurn = 0.03;

    public static int Run()
    {
        var csv = new StringBuilder("product,m,n,k,threads,gflops,openblasGflops,ratio,shareOfPeak\n");
        foreach (int threads in Machine.ThreadCounts)
        {
            double peak = FmaPeak.MeasureGflops(threads, TimeSpan.FromSeconds(1));
            OpenBlas.SetThreads(threads);
            Console.WriteLine(Text($"\nthreads: {threads}, peak {peak:F1} GFLOP/s\n"));
            Console.WriteLine("| Product | shape | Descent | OpenBLAS | ratio | of peak |");
            Console.WriteLine("|---|---|--:|--:|--:|--:|");
            foreach (ProductShape shape in ProductShape.All)
            {
                (double ours, double theirs) = Compare(shape, threads);
                Console.WriteLine(Text($"| {shape.Name} | {shape} | {ours:F1} | {theirs:F1} | {ours / theirs:F2} | {100 * ours / peak:F0}% |"));
                csv.Append(Text($"\"{shape.Name}\",{shape.M},{shape.N},{shape.K},{threads},{ours:F1},{theirs:F1},{ours / theirs:F3},{ours / peak:F3}\n"));
            }
        }

        File.WriteAllText(Repository.Docs("performance-products.csv"), csv.ToString());
        return 0;
    }

    private static (double Ours, double Theirs) Compare(ProductShape shape, int threads)
    {
        var own = new OwnProduct(shape, threads);
        float[] a = Random(shape.M * shape.K), b = Random(shape.K * shape.N), c = new float[shape.M * shape.N];
        WorkerTeam team = WorkerTeam.Rent(threads);
        var ours = new List<double>();
        var theirs = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(Gflops(shape, () => own.Run(team)));
            theirs.Add(Gflops(shape, () => OpenBlas.Multiply(shape, a, b, c)));
        }

        team.Return();
        return (SampleTimer.Median(ours), SampleTimer.Median(theirs));
    }

    /// <summary>The first call of a turn finds cold caches and sleeping threads and is not counted.</summary>
    private static double Gflops(ProductShape shape, Action multiply)
    {
        multiply();
        int calls = 0;
        long start = Stopwatch.GetTimestamp();
        double seconds;
        do
        {
            multiply();
            calls++;
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        while (seconds < SecondsPerTurn);
        return shape.Flops * calls / seconds / 1e9;
    }

    private static float[] Random(int length)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
