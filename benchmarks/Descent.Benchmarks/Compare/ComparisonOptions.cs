using System.Globalization;
using Descent.Cli.Bench;

namespace Descent.Benchmarks.Compare;

/// <summary>How a comparison is run.</summary>
/// <param name="Rounds">How often every contestant takes its turn on every number of threads.</param>
/// <param name="Effort">How long each measures.</param>
/// <param name="Names">The workloads; null: all.</param>
internal sealed record ComparisonOptions(int Rounds, BenchEffort Effort, IReadOnlyList<string>? Names)
{
    public static ComparisonOptions Parse(string[] args)
    {
        var options = new ComparisonOptions(3, BenchEffort.Standard, null);
        for (int i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--rounds" when i + 1 < args.Length => options with { Rounds = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                "--only" when i + 1 < args.Length => options with { Names = args[++i].Split(',') },
                "--short" => options with { Effort = BenchEffort.Short },
                _ => throw new ArgumentException($"compare: '{args[i]}' is not known here; expected --rounds N, --only NAME,NAME or --short."),
            };
        }

        return options;
    }
}
