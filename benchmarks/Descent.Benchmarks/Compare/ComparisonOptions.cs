using System.Globalization;
using Descent.Cli.Bench;

namespace Descent.Benchmarks.Compare;

/// <summary>How a comparison is run.</summary>
/// <param name="Rounds">How often every contestant takes its turn on every number of threads.</param>
/// <param name="Effort">How long each measures.</param>
/// <param name="Names">The workloads; null: all.</param>
/// <param name="ThreadCounts">On how many threads, one after the other.</param>
internal sealed record ComparisonOptions(int Rounds, BenchEffort Effort, IReadOnlyList<string>? Names, IReadOnlyList<int> ThreadCounts)
{
    public static ComparisonOptions Parse(string[] args)
    {
        var options = new ComparisonOptions(3, BenchEffort.Standard, null, Machine.ThreadCounts);
        for (int i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--rounds" when i + 1 < args.Length => options with { Rounds = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--only" when i + 1 < args.Length => options with { Names = args[++i].Split(',') },
                "--threads" when i + 1 < args.Length => options with { ThreadCounts = [int.Parse(args[++i], CultureInfo.InvariantCulture)] },
                "--short" => options with { Effort = BenchEffort.Short },
                _ => throw new ArgumentException($"compare: '{args[i]}' is not known here; expected --rounds N, --only NAME,NAME, --threads N or --short."),
            };
        }

        return options;
    }
}
